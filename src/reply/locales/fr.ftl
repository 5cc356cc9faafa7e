# Tout ce que le bot dit de lui-même, en français. Ce qu'il dit de son sujet
# vient de la base de faits. Les noms entre { } sont remplacés. Une espace
# insécable précède : ; ? ! et borde l'intérieur des guillemets.

## Dates
date-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-month = { $month } { $year }
date-year = { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
month-1-alone = { month-1 }
month-2-alone = { month-2 }
month-3-alone = { month-3 }
month-4-alone = { month-4 }
month-5-alone = { month-5 }
month-6-alone = { month-6 }
month-7-alone = { month-7 }
month-8-alone = { month-8 }
month-9-alone = { month-9 }
month-10-alone = { month-10 }
month-11-alone = { month-11 }
month-12-alone = { month-12 }

## Une réponse
dates = Dates
sources = Sources
disagreement = Divergences entre les sources
checked = Dernière vérification : { $date }
base = Base { $version } ({ $hash })
withdrawn = Cette entrée a été retirée depuis : elle ne sert plus de réponse. Veuillez reposer votre question pour savoir ce qui est connu à présent.
read-in = copie consultée : { $place }

## Boutons
button-sources = Sources
button-why = Pourquoi
button-cite = Citer
button-related = Questions liées
button-not-this = Ce n'est pas ça
button-none = Aucune de celles-ci

## Choix
did-you-mean = Pensiez-vous à l'une de ces questions ?
choose = Choisissez une question
choice-gone = Aucune de ces questions, donc. Vous pouvez reformuler la vôtre ou parcourir /topics.
not-yours = Seule la personne qui a posé la question peut faire cela. Vous pouvez m'interroger vous-même : mentionnez-moi ou utilisez /ask.

## Pas de réponse
miss = Ma base de faits ne contient pas de réponse sûre à cette question : je préfère ne rien dire plutôt que de vous induire en erreur.
miss-other = Ma base ne contient aucun fait sur « { $named } ». Elle porte sur le sujet suivant : { $subject }.
miss-other-number = Je ne connais ici rien qui corresponde au nombre { $named }, et je ne devine pas.
miss-empty = Je n'ai pas trouvé de question dans votre message. Interrogez-moi sur le sujet de ma base : { $subject }.
miss-long = C'est trop long pour une seule question. Veuillez la poser en { $most } caractères au plus.
miss-nearest = Ce que j'ai de plus proche :
miss-what-to-do = Vous pouvez reformuler votre question, écrire les noms en entier ou parcourir /topics.
not-this = Je regrette que ce ne soit pas la bonne réponse. Vous pouvez reformuler votre question ou regarder ce qui s'en approche :
not-this-bare = Je regrette que ce ne soit pas la bonne réponse. Vous pouvez reformuler votre question ou parcourir /topics.

## Ce que montrent les boutons
sources-title = Sources de cette réponse
quote = « { $text } »
reliability = À propos de cette source : { $note }
related-title = Questions liées
related-none = Rien dans la base n'est signalé comme lié à cette entrée.
cite-title = Citer cette réponse
cite-copied = À copier :
why-title = Pourquoi cette réponse
why-exact = Votre question reprend mot pour mot une formulation de la base de faits : « { $phrasing } ».
why-phrasing = Formulation la plus proche dans la base de faits : « { $phrasing } ».
why-score = Probabilité que ce soit bien votre question : { $score } %, mesurée sur la base de faits elle-même lors de son chargement. Elle vient des mots de toutes les formulations de ce fait et de la part de la question qu'ils couvrent : { $coverage } %. Ressemblance avec la formulation ci-dessus : { $nearest } sur 100.
why-kind = Ce n'est pas ainsi que l'on interroge d'ordinaire sur ce fait, ce qui a abaissé la probabilité.
why-tells = Votre message affirme quelque chose et ne demande rien, ce qui a abaissé la probabilité.
why-out-of-scope = Elle ressemble beaucoup à des questions auxquelles la base est connue pour ne pas répondre, ce qui a abaissé la probabilité.
why-foreign = La question nomme quelque chose que ce fait ne nomme pas, ce qui a abaissé la probabilité.
why-doubtful = C'est probablement ce que vous vouliez dire, mais ce fait ne contient peut-être pas ce que vous demandez : il est donc proposé, non affirmé.
why-threshold = Pour répondre, il faut ici au moins { $answer } %.
why-runner-up = Le candidat suivant avait { $score } % : « { $phrasing } ».
why-runner-up-score = Le candidat suivant avait { $score } %.
why-no-runner-up = Il n'y avait pas d'autre candidat.
why-repaired = « { $typed } » a été lu comme « { $read } ».
why-unknown = Mots inconnus de la base : { $words }.
why-entities = Noms reconnus dans la question : { $names }.
why-veto-entity = Écarté parce que la question nomme « { $named } » : « { $phrasing } ».
why-veto-number = Écarté à cause du nombre { $named } : « { $phrasing } ».
why-completed = La question a été complétée par celle qui la précédait.
why-other-base = La base de faits a changé depuis que cette réponse a été donnée.
why-nothing = Rien n'était assez proche pour être expliqué.

## Commandes
topics-title = Ce que je connais
topics-count = { $count ->
    [one] { $count } fait
    [many] { $count } de faits
   *[other] { $count } faits
}
topics-choose = Choisissez un thème
topic-facts = Choisissez une question sur le thème « { $topic } »
sources-all-title = D'où viennent mes faits
sources-all = Au total : { $sources ->
    [one] { $sources } source
    [many] { $sources } de sources
   *[other] { $sources } sources
}, { $publishers ->
    [one] { $publishers } éditeur
    [many] { $publishers } d'éditeurs
   *[other] { $publishers } éditeurs
}. Nombre de sources de chacun :
sources-more = … et encore { $count ->
    [one] { $count } éditeur
    [many] { $count } d'éditeurs
   *[other] { $count } éditeurs
}.
about-title = À propos de moi
about-subject = Je réponds à des questions d'après une base de faits relue par des personnes. Son sujet : { $subject }. Aucun modèle de langage n'écrit ici : chaque phrase d'une réponse figure dans la base, avec ses sources.
about-base = Base : { $name }, version { $version } ({ $hash }). Faits : { $facts }, formulations : { $phrasings }, sources : { $sources }.
about-verified = Dernière comparaison avec les sources : { $date }.
about-version = Accord { $version }.
about-reload-failed = La dernière modification de la base de faits comportait { $problems ->
    [one] { $problems } problème
    [many] { $problems } de problèmes
   *[other] { $problems } problèmes
} et n'a pas été adoptée. Je réponds toujours d'après la version ci-dessus.
about-events = Événements de Discord restés illisibles depuis le démarrage : { $count }.
about-dropped = Questions abandonnées depuis le démarrage parce que la file d'attente d'un salon était pleine : { $count }.
help-title = Comment m'interroger
help-intro = Mon sujet : { $subject }. Mentionnez-moi avec votre question, répondez à l'un de mes messages, écrivez-moi un message privé ou utilisez /ask. Sur le message de quelqu'un : clic droit, Applications, « { $menu } ».
help-examples = Par exemple :
help-commands = /ask une question · /fact une entrée · /topics les thèmes · /sources d'où viennent les faits · /about quelle est cette base
help-timeline = /timeline les dates en image
help-compare = /compare deux éléments côte à côte
help-honesty = Si j'ai un doute, je le dis, je propose un choix ou je me tais. Sous chaque réponse, vous pouvez voir ses sources et pourquoi je l'ai donnée.
unknown-fact = Aucune entrée ne porte ce nom. Choisissez-en une dans la liste que propose /fact.
unknown-button = Je ne connais plus ce bouton : il vient d'une de mes versions antérieures. Veuillez reposer votre question.
nothing-here = Ce message ne contient aucun texte que je puisse lire comme une question.
not-an-answer = Ce message n'est pas une de mes réponses : je n'ai pas de sources à montrer.
ask-first = Posez d'abord une question.
unknown-command = Cette commande n'existe pas ici. Il y a /why, /sources, /cite, /related, /topics, /fact ID, /timeline, /compare, /about, /help et /quit.
greeting-empty = Vous m'avez mentionné sans poser de question. Mon sujet : { $subject }. La commande /help explique comment m'interroger.

## Registres, comparaison, chronologie
acts = Actes et dates
register-choose = Choisissez ci-dessous pour voir les actes, les dates et les sources.
register-menu = Choisir
numbered = { $name } (n° { $number })
facts-about = Entrées sur : { $name }
compare-title = Côte à côte : { $one } et { $other }
compare-same = C'est une seule et même chose. Choisissez deux éléments différents à comparer.
compare-kinds = Ces éléments ne sont pas de même nature : je ne compare que deux éléments semblables.
compare-facts = { $count ->
    [one] { $count } entrée dans la base
    [many] { $count } d'entrées dans la base
   *[other] { $count } entrées dans la base
}
sources-below = … et { $count ->
    [one] une autre source
    [many] { $count } d'autres sources
   *[other] { $count } autres sources
} : ouvrez les entrées ci-dessous.
unknown-thing = Je ne vois pas de quel élément il s'agit. Choisissez-en un dans la liste qui apparaît pendant la saisie.
timeline-title = Chronologie : { $subject }
timeline-intro = Chaque ligne est un fait de la base. Choisissez-en une ci-dessous pour la lire avec ses sources.
timeline-menu = { $lane } : choisir une ligne
timeline-alt = { $title }. Une image avec une ligne pour chacun de ces thèmes : { $lanes }. Toutes les dates figurent en texte ci-dessous.
timeline-none = Cette base n'a pas de chronologie.
timeline-soon = L'image est en cours de tracé ; redemandez dans un instant pour l'avoir aussi. Tout y est en mots :

## Dans le menu des commandes de Discord (100 caractères au plus, 32 pour command-menu)
command-ask = Poser une question ; la réponse cite ses sources
command-ask-question = Votre question
command-ask-private = Ne montrer la réponse qu'à moi
command-fact = Afficher une entrée de la base de faits
command-entry = Une entrée de la base de faits
command-topics = Sur quoi il y a des faits
command-sources = D'où viennent les faits
command-about = Quelle est cette base de faits et où elle en est
command-help = Comment m'interroger
command-menu = Demander à Accord
command-sources-menu = Vérifier les sources
command-timeline = Les dates les plus importantes, en image et en texte
command-theme = Pour un fond sombre ou clair
command-theme-dark = Sombre
command-theme-light = Clair
command-compare = Deux éléments côte à côte
command-thing = Son nom ou son numéro
command-language = La langue de la réponse
language-own-name = Français

## Salons et équipe
not-moderator = C'est réservé aux modérateurs de ce serveur : les personnes qui ont la permission « Gérer le serveur » ou un rôle désigné avec /team roles.
not-manager = C'est réservé aux personnes qui ont la permission « Gérer le serveur ».
not-in-server = Cela concerne un serveur : veuillez l'utiliser sur un serveur.
gone = Cela n'existe plus ici ou n'appartient pas à ce serveur.
cannot-save = Je ne peux rien enregistrer pour le moment : rien n'a donc changé. Veuillez réessayer dans quelques minutes.
no-store = Je suis configuré pour ne rien mémoriser : il n'y a donc rien à régler. La personne qui m'héberge peut changer cela (store.url).
bad-time = Je ne comprends pas cette durée. Écrivez-la sous la forme 30m, 1h ou 2d ; off met fin au silence.
cannot-write-there = Je n'ai pas le droit d'écrire dans ce salon. Permettez-moi de le voir, d'y envoyer des messages et d'y intégrer des liens, puis réessayez.
everybodys-role = Ce rôle est celui de tout le monde : chacun serait alors modérateur. Veuillez en choisir un autre.
whole-server = Ce serveur
channel-mode = { $place } : { $mode }
mode-off = Je n'y dis rien.
mode-mention = J'y réponds quand on me mentionne ou qu'on répond à l'un de mes messages.
mode-shadow = Je n'y dis rien et j'indique dans le salon de l'équipe ce que j'aurais dit.
mode-review = Ce que j'y dis est d'abord approuvé par un modérateur dans le salon de l'équipe.
mode-answer = J'y réponds quand je suis sûr de ma réponse, même sans être mentionné.
origin-channel = Réglage propre à ce salon.
origin-parent = Réglage du salon dont il dépend.
origin-server = Réglage de tout le serveur.
origin-default = Aucun autre réglage n'a été fait.
channel-strictness = Certitude exigée pour répondre : { $strictness }
channel-muted = Silence jusqu'au { $time }.
channel-unmuted = { $place } : le silence est levé.
lacks-content = Je ne peux pas y lire les messages qui ne me mentionnent pas : la personne qui m'héberge doit activer l'accès au contenu des messages (Message Content Intent) dans le portail des développeurs de Discord. D'ici là, je ne vois que les mentions.
lacks-team = Il n'y a pas encore de salon de l'équipe : personne ne verrait donc rien. Choisissez-en un avec /team channel.
none-set = aucun
team-title = L'équipe
team-channel = Salon de l'équipe : { $channel }
team-roles = Modérateurs, outre les personnes qui ont la permission « Gérer le serveur » : { $roles }
reviewer-named = Les réponses indiquent qui les a approuvées.
reviewer-unnamed = Les réponses n'indiquent pas qui les a approuvées.
team-card-hours = Les fiches expirent au bout de { $hours ->
    [one] { $hours } heure
    [many] { $hours } d'heures
   *[other] { $hours } heures
}.
team-rates = Réponses non sollicitées en dix minutes : { $channel } par salon, { $person } par personne dans ce salon.
team-channel-begins = Ce salon est désormais celui de l'équipe : les questions à examiner apparaissent ici.
somebody-erased = quelqu'un
log-title = Ce qui a été modifié
log-empty = Rien n'a encore été modifié.
about-store = Je ne peux rien enregistrer pour le moment : je continue de répondre, la modération doit attendre.
command-channel = Ma façon de parler dans ce salon (modérateurs)
command-channel-mode = Régler ma façon de parler
command-channel-mode-mode = off, mention, shadow, review ou answer ; inherit : comme sur le serveur
command-channel-channel = Un autre salon que celui-ci
command-channel-server = Pour tous les salons qui n'ont pas leur propre réglage
command-channel-show = Voir comment je parle ici et pourquoi
command-channel-mute = Me faire taire ici pendant un certain temps
command-channel-mute-time = 30m, 1h, 2d ; off met fin au silence
command-channel-strictness = Régler la certitude exigée pour répondre
command-channel-strictness-value = eager, balanced ou strict ; inherit : comme sur le serveur
command-team = L'équipe qui me modère (permission « Gérer le serveur »)
command-team-channel = Choisir où apparaissent les questions à examiner
command-team-channel-channel = Le salon ; si rien n'est indiqué, il n'y en a pas
command-team-roles = Désigner un rôle dont les membres me modèrent
command-team-roles-role = Le rôle
command-team-roles-remove = Annuler cette désignation
command-team-settings = Fixer les règles de l'équipe
command-team-settings-reviewer = Indiquer ou non dans les réponses qui les a approuvées
command-team-settings-hours = Nombre d'heures après lequel une fiche restée sans décision expire
command-team-settings-channel = Réponses non sollicitées par salon en dix minutes
command-team-settings-person = Réponses non sollicitées par personne dans un salon en dix minutes
command-team-settings-language = La langue de ce que lit l'équipe
command-team-show = Voir les réglages de l'équipe
command-team-log = Voir ce qui a été modifié, par qui et quand

## Examen des questions
card-head = { $asker } a posé une question dans { $channel } : { $link }
card-answer = Réponse proposée
card-no-answer = Je n'ai pas de réponse sûre. Choisissez-en une ou rejetez la question.
card-note = Note
card-assigned = Prise en charge par
card-expires = Expire
card-choose = Choisissez une autre réponse
card-approved = Réponse approuvée par { $person }.
card-rejected = Question rejetée par { $person }.
card-expired = Question expirée : personne n'a pris de décision à temps.
button-approve = Approuver
button-other = Autre réponse
button-note = Modifier la note
button-reject = Rejeter
button-assign = M'en charger
already-approved = { $person } a été plus rapide : la réponse a été approuvée.
already-rejected = { $person } a été plus rapide : la question a été rejetée.
already-expired = Cette question a expiré : personne n'a pris de décision à temps.
review-changed = Quelqu'un vient de modifier la réponse proposée. Veuillez consulter de nouveau la fiche.
no-such-answer = La base de faits ne contient pas de réponse à cela. Reformulez la question ou écrivez le nom d'une entrée tel que l'affiche /fact.
note-title = Note sous la réponse
note-label = Ajout de l'équipe (laisser vide si aucun)
other-title = Une autre réponse
other-label = Une question ou le nom d'une entrée
note-of-team = Note des modérateurs
reviewed-by = Réponse relue par
review-expired = Aucun modérateur n'a pu examiner cette question à temps : je préfère ne rien dire plutôt que de donner une réponse non vérifiée. Vous pouvez reposer votre question.
could-not-send = Une réponse approuvée n'a pas pu être envoyée ; Discord l'a refusée : { $link }
shadow-answer = J'aurais répondu :
shadow-choices = J'aurais proposé un choix :
shadow-nothing = Je n'aurais rien dit.

## Confidentialité
privacy-title = Ce qui est conservé à votre sujet
privacy-intro = Je ne conserve rien sur les personnes qui m'interrogent, sauf si un serveur fait d'abord examiner les questions par des modérateurs, si vous en envoyez une à une équipe ou si vous donnez votre avis sur une réponse. Votre dernière question reste dix minutes dans ma mémoire et n'est écrite nulle part.
privacy-nothing = Rien n'est conservé à votre sujet.
privacy-reviews = questions à examiner par les modérateurs ; leur texte est effacé dès que l'un d'eux a pris une décision
privacy-outbox = réponses en cours d'envoi qui vous sont destinées
privacy-audit = ce que vous avez modifié en tant que modérateur, sans texte
privacy-rows = { $rows ->
    [one] { $rows } entrée
    [many] { $rows } d'entrées
   *[other] { $rows } entrées
}
privacy-days = conservation pendant { $days ->
    [one] { $days } jour
    [many] { $days } de jours
   *[other] { $days } jours
} au plus
privacy-line = • { $what } : { $count }
privacy-what-to-do = /privacy export vous remet ces données, /privacy erase les efface.
privacy-file = Voici tout ce qui est conservé à votre sujet.
privacy-erased = C'est fait : { $rows ->
    [one] { $rows } entrée a été effacée
    [many] { $rows } d'entrées ont été effacées
   *[other] { $rows } entrées ont été effacées
}. Ce que vous avez écrit dans les salons relève de Discord et y reste jusqu'à ce que vous le supprimiez.
card-erased = La personne qui a posé cette question l'a fait effacer.
command-privacy = Ce qui est conservé à votre sujet
command-privacy-show = Voir ce qui est conservé à votre sujet
command-privacy-export = Recevoir dans un fichier tout ce qui est conservé à votre sujet
command-privacy-erase = Effacer tout ce qui est conservé à votre sujet

## Avis et chiffres
button-helpful = Utile
button-not-right = Inexact
voted = Merci. Votre vote est conservé avec votre numéro d'utilisateur, pendant { $days ->
    [one] { $days } jour
    [many] { $days } de jours
   *[other] { $days } jours
} au plus. Vous pouvez le modifier ou l'effacer avec /privacy erase.
not-right-title = Qu'est-ce qui est inexact ?
not-right-label = Un mot pour l'équipe, si vous le souhaitez
not-right = Quelqu'un signale que cette réponse est inexacte : { $link }
not-right-sent = Merci. L'équipe a été informée.
corrected-since = ⚠ Réponse corrigée le { $time } :
withdrawn-since = ⚠ Réponse retirée le { $time } : elle n'est plus donnée, car elle n'a pas pu être maintenue.
stats-title = Les 30 derniers jours
stats-sums = Questions reçues en { $days } jours : { $asked }. Réponse donnée : { $answered }, choix proposé : { $offered }, sans réponse : { $declined }.
stats-days = Par jour, réponse donnée / choix proposé / sans réponse :
stats-day = { $day }/{ $month }
stats-answered = réponse donnée
stats-offered = choix proposé
stats-declined = sans réponse
stats-most = Réponses les plus données
stats-votes = Ce que l'on pense des réponses
stats-alt = Diagramme à barres des 30 derniers jours. Réponse donnée : { $answered }, choix proposé : { $offered }, sans réponse : { $declined }. Les chiffres de chaque jour figurent ci-dessous.
privacy-votes = vos votes sur les réponses
command-stats = Combien de questions j'ai reçues ici et ce que l'on pense de mes réponses (modérateurs)

## Questions sans réponse
button-send-team = Envoyer à l'équipe
consent-title = Envoyer cette question à l'équipe ?
consent-what = Ce qui est conservé : la question telle qu'elle figure ci-dessous, votre numéro d'utilisateur Discord, le serveur et le salon. Qui peut le lire : les modérateurs de ce serveur.
consent-days = Combien de temps : jusqu'à ce que la question ait reçu une réponse ou soit fermée, { $days ->
    [one] { $days } jour
    [many] { $days } de jours
   *[other] { $days } jours
} au plus. /privacy erase la retire aussitôt.
consent-use = La réponse vous parvient en message privé, une seule fois. Les modérateurs peuvent ajouter le texte de la question, sans votre nom, aux formulations que je comprends.
button-consent = Oui, l'envoyer
ticket-sent = Votre question a été transmise à l'équipe. La réponse vous parviendra en message privé.
ticket-already = L'équipe a déjà reçu cette question de votre part. La réponse vous parviendra en message privé.
ticket-too-many = Beaucoup de vos questions attendent encore une réponse de l'équipe. Veuillez attendre que certaines en aient reçu une.
ticket-forgotten = Cette question n'est plus dans ma mémoire. Veuillez la poser de nouveau.
no-team = Il n'y a pas ici d'équipe qui reçoive des questions.
gap-head = Une question à laquelle je n'avais pas de réponse, posée dans { $channel }
gap-people = Posée par { $people ->
    [one] { $people } personne
    [many] { $people } de personnes
   *[other] { $people } personnes
}
gap-number = Ticket { $ticket }
gap-others = Également posée ainsi
gap-no-answer = Choisissez une entrée, rédigez une note avec sa source ou fermez la question.
gap-by-moderator = Texte d'un modérateur, qui ne fait pas partie de la base de faits relue
gap-source = Source
gap-answered = Réponse donnée par { $person }.
gap-closed = Question fermée par { $person }.
gap-over = Question fermée : elle n'est plus conservée pour personne.
button-gap-send = Envoyer la réponse
button-gap-write = Rédiger une note
button-gap-close = Fermer la question
gap-note-title = Une note avec sa source
gap-note-answer = Réponse ; 1re ligne : une phrase courte
gap-note-source = Titre de la source
gap-note-url = Adresse de la source, https://…
gap-note-quote = Extrait de la source, 30 mots au plus
already-answered = { $person } a été plus rapide : la question a reçu une réponse.
already-closed = { $person } a été plus rapide : la question a été fermée.
card-changed = Quelque chose vient de changer ici. Veuillez consulter de nouveau la fiche.
ticket-answered = L'équipe a répondu à la question que vous avez posée dans { $channel }.
ticket-question = Votre question
could-not-tell = Une réponse n'a pas pu être remise à une personne qui avait posé la question : elle n'accepte pas les messages privés. Ticket { $ticket }
base-refuses = La base de faits n'accepterait pas cela :
privacy-tickets = questions que vous avez envoyées à une équipe
privacy-gaps = questions que vous avez prises en charge ou auxquelles vous avez répondu en tant que modérateur, sans texte
privacy-proposals = ce que vous avez proposé pour la base de faits ou ce sur quoi vous avez pris une décision ; et les formulations tirées de vos questions, jusqu'à ce que quelqu'un ait pris une décision à leur sujet

## Propositions
proposal-phrasing = { $person } propose une formulation de question pour cette entrée : { $fact }
proposal-fact = { $person } propose une nouvelle entrée
proposal-difference = Ce qui change
proposal-number = Proposition { $proposal }
proposal-waits = Cette proposition doit être approuvée par une autre personne que celle qui l'a faite.
proposal-approved = Proposition approuvée par { $person } : elle est désormais utilisée sur ce serveur.
proposal-rejected = Proposition rejetée par { $person }.
proposal-withdrawn = Proposition retirée par { $person } : elle n'est plus utilisée.
button-turn-down = Rejeter
button-edit-proposal = Modifier
button-withdraw = Retirer
own-proposal = Cette proposition vient de vous. Une autre personne doit l'approuver.
proposal-decided = Quelqu'un a été plus rapide : une décision a été prise.
proposal-outdated = Ce n'est plus possible : l'entrée n'existe plus ou la question a déjà une réponse.
proposal-form-title = Modifier la proposition
proposal-form-words = Formulation de la question
proposals-title = Propositions
proposals-none = Aucune proposition n'est en attente et aucune n'est utilisée ici.
proposals-open = En attente
proposals-live = Utilisées sur ce serveur
proposals-choose = Consulter une proposition
stats-gaps = Les plus demandées, et sans réponse
stats-gaps-open = { $groups ->
    [one] { $groups } question sans réponse
    [many] { $groups } de questions sans réponse
   *[other] { $groups } questions sans réponse
}
command-proposals = Ce que l'équipe a proposé pour la base de faits (modérateurs)

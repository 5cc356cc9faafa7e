//! Word lists of the languages people write in: one string each, words in
//! alphabetical order, folded ([`super::fold`]).

/// English words that carry grammar rather than content.
pub(super) const ENGLISH: &str = "\
    a about actually all also am an and any anyone are as at be been being but by can could d did do \
    does doing done exactly for from get give got had has have having he her him his how hows i if in \
    into is it its just know let like ll m may me might must my no not of off on or our out please pls \
    plz re s shall she should so some t tell than that thats the their them then there theres these they \
    this those to u us ve wanna want was we were what whats when where wheres whether which while who \
    whom whos whose why will with would you your \
";

/// French words that carry grammar rather than content.
pub(super) const FRENCH: &str = "\
    a ai as au aux avec avez ce ces cet cette combien comment d dans de depuis des dit donc du elle \
    elles en est et ete etre eu fait faut il ils j je l la le les leur lui m ma mais me moi mon n ne \
    nous on ont ou par pas peut plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s \
    sa se ses si son sont sur svp t te toi tu un une vous y \
";

/// Russian words that carry grammar rather than content.
pub(super) const RUSSIAN: &str = "\
    а без бы был была были было быть в вам вас ведь во вот все вы где да для до его ее если есть еще \
    же за зачем и из или им их к как какая какие каким какими каких какой каком какому какую ко когда \
    кого кому которая которого которое которой котором которому которую которые который которым \
    которых кто ли мне можно мой моя мы на над нам нами нас наш наша наше наши не ней нем нему нет нею \
    ни ним ними них но ну о об он она они оно от по под пожалуйста почему при про с своего своей своих \
    свой свою сейчас сколько со так также там тебе тебя то того только том ты у уже чего чей чем чему \
    что чтобы чье чьи чья эта эти этим этими этих это этого этой этом этому этот я \
";

/// Kazakh words that carry grammar rather than content.
pub(super) const KAZAKH: &str = "\
    ал алай анау ба бар барма бе бері бойынша бола болады болды болса болып біз біздің бірақ бұдан бұл \
    бұлар бұны бұның бұған гой да дан де деген дейді деп дұрыс еді екен емес ең жайлы жок жоқ және кай \
    калай кандай канша кашан керек ким кім кімге кімдер кімді кімнен кімнің ма маған ме мен мына \
    мынадай мынау мүмкін не неге неліктен немесе нендей нені ненің неше о ол олай олар олардың онда \
    оны оның осы оған па пе сендер сол сонда сонымен сіз та табылады те туралы ғана ғой қай қайда \
    қайдан қайсы қайсысы қалай қандай қандайда қанша қаншаға қашан қашаннан қашанға үшін әлде әлі \
";

/// English words people wrap a question in when they chat.
pub(super) const ENGLISH_CHAT: &str = "\
    actually again anybody anyways asked asking bro btw cheers confused correct currently cuz dear \
    dont dude dumb even ever everybody everyone explain explained folks gonna gotta guess guys hello \
    help hey hi hmm idk im incorrect isn kinda lemme lol mate maybe nah need nobody nonsense now oh ok \
    okay pretty q question quick really remember remind right silly somebody someone sorry still \
    stupid sure tbh thank thanks thing thingy think thx true ty um understand untrue wait wat well \
    wich wonder wondering wrong ya yeah yes yet yo \
";

/// French words people wrap a question in when they chat.
pub(super) const FRENCH_CHAT: &str = "\
    allo alors aussi bah beaucoup ben bete bien bjr bonjour bonsoir bref bsr capte cherche comprends \
    compris coucou dis dites donne encore exact exactement explique expliquer expliquez faire faux \
    final fois hein hello help hey jsp juste mdr merci moi nan non oh ok ouais oui parle peux pige pls \
    possible pourrait pourriez precisement qq qqn quelqu quelquun question rapide rappelez rappelle \
    sais sait salut savez savoir simple slt stp sur toujours tout tres vite voila vos voudrais vrai \
    vraiment \
";

/// Russian words people wrap a question in when they chat.
pub(super) const RUSSIAN_CHAT: &str = "\
    блин братцы ваще верно вообще вопрос вроде всем всех глупый дай дайте день добрый друзья ерунда \
    здравствуйте знает знаете знаю знающие интересно коллеги конечно короче кстати кто-нибудь ладно \
    люди напомни напомните народ неверно неправда неправильно нибудь ну-ка объясни объясните ок плз \
    плиз подскажете подскажи подскажите помоги помогите понимаю понял поняла понять поясни поясните \
    правда правильно прив привет просто расскажи расскажите реально ребят ребята скажете скажи скажите \
    слушай слышь спасибо спс срочно типа товарищи точно узнать хай хочу че что-то чушь чё щас \
";

/// Kazakh words people wrap a question in when they chat.
pub(super) const KAZAKH_CHAT: &str = "\
    айтшы айтып айтыңдаршы айтыңыз айтыңызшы алдын-ала ассалаумағалейкум ағайын бауырлар бауырым бекер \
    білгім білесіз білесіздер білетін білші бір деймін достар жарайды жіберіңдерші жігіттер келеді \
    кешіріңіз көмектесіңізші нақты осында пж пжл рас рахмет рақмет ребята салем салеметсіз сұрайын \
    сұрайыншы сұрағым сұрақ тездетіп түсінбедім түсінбей түсіндірші түсіндіріп түсіндіріңізші тұрмын \
    халайық шын шынымен қайырлы қалайсыз қалайсың қате құрметті өтінемін өтірік \
";

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
    же за зачем и из или им их к как какая какие какой какую ко когда кого кому которые который кто \
    ли мне можно мы на над не ней нем нему нет нею ни ним ними них но ну о об он она они оно от по \
    под пожалуйста почему при про с сейчас сколько со так также там то того только том ты у уже чего \
    чем что чтобы это этого этой этом этот я \
";

/// Kazakh words that carry grammar rather than content.
pub(super) const KAZAKH: &str = "\
    ал алай ба бар барма бе бері бойынша болады болды болса болып бола бұл бұлар гой да дан де деген \
    дейді деп дұрыс еді екен емес ең және жайлы жок жоқ кай калай кандай канша кашан керек кім кімге \
    кімдер кімді кімнің ким қай қайда қайдан қайсы қалай қандай қанша қашан қашаннан ма маған ме мен \
    мүмкін не неге неліктен немесе нені ненің неше о ол олар олардың оған оны оның осы па пе сіз \
    сол сонда та табылады те туралы үшін ғана ғой әлде әлі \
";

/// English words people wrap a question in when they chat.
pub(super) const ENGLISH_CHAT: &str = "\
    again anybody asked asking bro btw cheers correct currently dear dont dude dumb even ever everybody \
    everyone explain explained folks gotta guess guys hello help hey hi hmm idk im incorrect isn kinda \
    lol mate maybe nah need nobody nonsense now oh ok okay pretty q question quick really remember \
    remind right silly somebody someone sorry still stupid sure tbh thank thanks thing thingy think thx \
    true ty um untrue wait wat well wich wonder wondering wrong ya yeah yes yet yo \
";

/// French words people wrap a question in when they chat.
pub(super) const FRENCH_CHAT: &str = "\
    allo alors aussi bah beaucoup ben bete bien bjr bonjour bonsoir bref bsr coucou dis dites donne \
    encore exact exactement explique expliquer expliquez faire faux fois hein hello help hey jsp juste \
    mdr merci nan non oh ok ouais oui parle peux pls possible pourrait pourriez precisement qq qqn \
    quelqu quelquun question rapide rappelez rappelle sais sait salut savez savoir simple slt stp sur \
    toujours tout tres vite voila voudrais vrai vraiment \
";

/// Russian words people wrap a question in when they chat.
pub(super) const RUSSIAN_CHAT: &str = "\
    братцы верно вообще вопрос вроде всем глупый дай дайте день добрый друзья ерунда здравствуйте знает \
    знаете знаю интересно коллеги конечно короче кто-нибудь ладно люди напомни напомните народ неверно \
    неправда неправильно нибудь ну-ка объясни объясните ок плз плиз подскажете подскажи подскажите \
    помоги помогите понять поясни поясните правда правильно прив привет просто расскажи расскажите \
    реально ребят ребята скажете скажи скажите слушай слышь спасибо спс товарищи точно узнать хай хочу \
    че что-то чушь чё \
";

/// Kazakh words people wrap a question in when they chat.
pub(super) const KAZAKH_CHAT: &str = "\
    айтшы айтыңыз айтыңызшы алдын-ала ассалаумағалейкум ағайын бауырлар бауырым бекер білгім білесіз \
    білесіздер білетін білші бір деймін достар жарайды жігіттер келеді кешіріңіз көмектесіңізші нақты \
    осында рас рахмет рақмет салем салеметсіз сұрайын сұрайыншы сұрағым сұрақ тездетіп түсіндірші \
    түсіндіріп түсіндіріңізші халайық шын шынымен қайырлы қалайсыз қалайсың қате құрметті өтінемін \
    өтірік \
";

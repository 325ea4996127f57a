"""The small words that running text of a language cannot do without.

A list of names, of chemicals or of song titles has hardly any of them, and they differ between
languages that a model of letters takes for each other. Words of one letter are left out where an
abbreviation or a name may be the same letter.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

# fmt: off
_WORDS = {
    # Also as typed without accents.
    "vi": """
        và của là những trong với cho được người không một các đã đến tại này có từ ở ra khi về
        vào theo để như nhiều năm ngày sẽ còn trên đang hơn bị do sau nhưng ông bà anh cũng phải
        thì mà qua trước lại nói biết nếu vì giữa hai ba dưới chỉ rất việc cả đó số mới làm nên
        cùng nhất bằng thấy đi lên mình họ tôi chị vẫn đều bởi hay va cua nhung voi duoc nguoi
        khong mot cac da tai nay tu ve vao de nhieu nam ngay se tren dang hon bi cung truoc noi
        giua duoi rat viec moi lam nhat thay vi khoảng nhóm nhà nước đầu thêm khiến nhằm từng nhau
        đây kia vậy rồi hiện tuy
    """,
    "en": """
        the of and to in is was that for on with as at by from has have had were are been be his
        her their its this which who will would but not after they he she it an or than when more
        over said into also about before could only most other what there because while out up all
        no one if some where until against still during between them we you our may can did does
        being two us how so then both such three first new like even just several including
        according those my me make made
    """,
    "fr": """
        de le la les des et du une un est dans pour par sur qui que avec ne pas au aux ce cette
        ces son sa ses sont ont été se plus leur leurs mais ou comme après avant deux dont même
        aussi il elle ils elles entre sous sans encore être fait était qu'il où nous vous depuis
        contre en lors afin selon trois jour jours beaucoup maintenant donc presque premier
        nouvelle nouveau hier demain près alors toujours quatre moins deuxième
    """,
    "de": """
        in der die das und den dem des ist im von mit für auf ein eine einen einem einer nicht
        sich auch als an nach wird bei aus am zum zur dass sind hat haben wurde werden über vor
        noch nur oder aber wie war sein seine ihre durch um bis kann mehr wenn unter zu es er sie
        wir ich beim gegen seit weil zwei hatte will soll waren keine vom ihren seiner rund nun
        schon drei neun davon dabei diese dieser dieses jedoch etwa bereits sowie
    """,
    "es": """
        de el la los las del que en un una por con para se su sus al es no como más pero fue ha
        son este esta entre ya sin sobre después también desde hasta porque cuando muy había ser
        le lo donde dos según tras durante contra han está están fueron todo años hay les antes
        cada otro otra hoy tiene aunque ese esa mientras dijo tres día días mucho muchos ahora aún
        casi primer primera nuevo nueva ayer mañana mil cerca cuatro
    """,
    "pt": """
        os as da do das dos que em um uma por com para se seu sua ao é não como mais mas foi na no
        nas nos são este esta entre já sem sobre depois também desde até porque quando muito ser
        pelo pela onde ou segundo após durante contra foram tem têm está isso ele ela pelos pelas
        aos às seus suas ainda num numa havia dois duas de disse três dia dias muitos agora
        portanto porém quase primeiro novo nova ontem hoje amanhã estava estão mil cerca
    """,
    "it": """
        il la le lo gli della del dei delle degli nel nella che di in un una per con si da è non
        come più ma alla al ai alle dal dalla sono ha hanno questo questa tra fra anche dopo prima
        dove ed sul sulla sui stato stata dell' all' loro suo sua perché quando ogni due anni
        essere nei nelle contro senza oltre già fino era cui tutti detto tre giorno giorni molto
        ancora adesso quindi però quasi primo nuovo nuova suoi sue propri ieri oggi domani aveva
        stati
    """,
    "nl": """
        de het een en van in is dat die op te voor met zijn aan er niet om ook als bij door uit
        naar nog wordt worden heeft hebben werd was meer dan maar over tot deze dit zich hij zij
        ze hun geen wel of tegen onder tussen omdat volgens na wie waar moet kan al kunnen twee
        jaar waren had ruim toen zegt zei nieuwe eerste jaren dag alle veel meerdere andere wil
        komt kreeg krijgt ging we ik drie opnieuw steeds
    """,
    "id": """
        yang dan di dengan untuk pada dari ini itu dalam tidak akan oleh ke sebagai adalah juga
        telah atau karena bahwa lebih para bersama mereka saat tersebut sudah bisa ada dapat
        kepada setelah hingga masih namun kata menjadi antara saya dia ia tahun hari seorang sejak
        tetapi agar belum kami kita hanya serta secara sebelum bagi sehingga meski lalu beberapa
        kembali satu dua tiga seperti orang mengatakan sekitar ratusan ribu lain lainnya selama
        ketika sementara mulai baru bukan melalui terhadap sampai warga harus
    """,
    "ms": """
        yang dan di dengan untuk pada dari daripada ini itu dalam tidak akan oleh ke sebagai
        adalah juga telah atau kerana bahawa lebih para bersama mereka ketika tersebut sudah boleh
        ada dapat kepada selepas sehingga masih namun berkata menjadi antara saya dia beliau tahun
        hari seorang sejak tetapi supaya belum kami kita hanya serta secara sebelum bagi manakala
        selain lalu satu dua tiga seperti orang apabila semalam sekitar ratus ribu lain lain-lain
        selama sementara mula baru bukan melalui terhadap sampai perlu turut iaitu kira-kira
    """,
    "pl": """
        w na z się nie do to że jest od po przez za dla jak ale był była było są oraz który która
        które jego jej ich tym tego tej te ten przed przy już co gdy także być może tylko pod nad
        bez ze został została ma mają jako lub czy też aby podczas roku między choć więc którzy
        której którego lat będzie dwa powiedział powiedziała poinformował trzy dzień dnia ludzi
        osób bardzo jeszcze teraz dlatego jednak nawet prawie pierwszy nowy nowa swoje swój swoją
        sobie ponad około wszystkie razem
    """,
    "cs": """
        v na se je že z do s ve to za pro po od ale jak k u už by při který která které jeho její
        jsou byl byla bylo jako také podle před mezi nebo ze si tak až aby jen tím tento ho než
        pod když má své bude být dva roce let jí jejich kvůli není proto ještě více řekl řekla
        uvedl uvedla tři den dne lidí lidé velmi nyní však dokonce téměř první nový nová svůj svou
        sobě přes okolo všechny spolu kteří tom oba
    """,
    "sk": """
        v na sa je že z do s vo to za pre po od ale ako k u už by pri ktorý ktorá ktoré jeho jej
        sú bol bola bolo aj podľa pred medzi alebo zo si tak až aby len tento ho než pod keď má
        svoje bude byť dva roku rokov ich nie preto ešte viac
    """,
    "hr": """
        u na se je da za od s sa su koji koja koje kao će bi ali iz po do nije što nakon prema
        između ili te bio bila bilo biti li još samo više već sve zbog kod tijekom ne to ovaj ova
        prije jer kako dok dva godine svoje njegov može mogu imati ima nema nisu svih svog kojih
        kojima čega kada gdje tada ovdje neki jedan jedna jedno tri četiri smo njegova njihov bude
        mora treba poslije preko iznad ispod rekao rekla
    """,
    "sv": """
        och att det som en på är av för med till den har de inte om ett var men från kan hade när
        ska efter vid eller nu så också sig mot under ut upp bara där vara blev blir mer än över
        hans hennes sin sitt sina två enligt sedan detta denna dem utan mellan ingen år varit
        säger sade samt dock även redan mycket många flera andra första nya dagen alla något några
        vill kommer fick får gick hon han vi jag tre
    """,
    "da": """
        og at det som en på er af for med til den har de ikke om et var men fra kan havde når skal
        efter ved eller nu så også sig mod under ud op kun hvor være blev bliver mere end over
        hans hendes sin sit sine to ifølge siden dette denne dem uden mellem ingen år været
    """,
    "no": """
        og at det som en på er av for med til den har de ikke om et var men fra kan hadde når skal
        etter ved eller nå så også seg mot under ut opp bare hvor være ble blir mer enn over hans
        hennes sin sitt sine to ifølge siden dette denne dem uten mellom ingen år vært
    """,
    "fi": """
        ja on ei että oli se hän mutta myös kun ovat joka sekä kuin jo vain tai mukaan jotka ole
        olla voi sen tämä tämän nyt jos niin vielä jälkeen kanssa ennen yli noin asti koska eivät
        olivat jonka siitä mitä
    """,
    "hu": """
        az és hogy nem is egy van volt meg azt de már csak el ki mint vagy ez ezt után szerint
        majd még sem lesz lett aki amely között ami több két alatt ahol mert ha kell azonban pedig
        miatt minden ezért
    """,
    "ro": """
        și de la în cu pe din care este un nu pentru sunt că au fost prin mai se sau dar după lui
        ca al ale să va într-un către peste până fi fiind când doi două ani cei cele dintre acest
        această acum
    """,
    "tr": """
        ve bir bu için ile da de olarak daha çok en gibi kadar sonra olan olduğunu var yok ama
        ancak her ise ya göre iki kez yeni önce sadece üzere tarafından oldu olduğu dedi etti
        edildi nedeniyle kendi diye değil şu hem hiç mi yüzde arasında karşı içinde yeniden ayrıca
        şimdi bugün dün yarın iyi büyük küçük ilk üç beş on yıl gün saat kişi böyle şöyle yani
        çünkü bile artık hâlâ henüz biri bazı bütün tüm kendisi onun onlar bunun buna bunu olması
        olacak olabilir etmek ettiği yaptı başladı geldi verdi aldı çıktı söyledi açıkladı
        belirtti
    """,
    "ca": """
        de el la els les del dels que en un una per amb és no com més però va ha són aquest
        aquesta entre ja sense sobre després també des fins perquè quan molt ser li ho on dos
        segons durant contra han està van seu seva als pel
    """,
    "sw": """
        na ya wa kwa ni katika za la kuwa cha hii huo hiyo kama pia baada kwamba yake wake wao
        lakini bado hadi kabla alisema watu sana moja zaidi mwaka hilo vya ambao
    """,
    "tl": """
        ang ng sa mga na at ay si ni para nang kung ito hindi may dahil din rin siya sila isang
        kay mula kanyang pero noong matapos lamang ayon ngunit naman
    """,
    "sq": """
        të në për me që nga një është dhe ka se u më si nuk do ishte por janë pas deri kjo ky tij
        saj kanë
    """,
    "ru": """
        и в на не что с по это как из за от для но его к был была было были у о же до при после
        также который которая которые они она он мы я или когда так более уже только через если
        чтобы под может будет во со ещё еще из-за этого том их её время перед между где нет без
        лет все всех которого этом тоже сообщил сообщила сообщили заявил заявила сказал сказала
        рассказал около свои свой своей своего своих сейчас теперь поэтому потому однако пока даже
        почти первый первая второй новый новая года году двух три трёх чем день дня человек людей
        которой которую которым которых чего нашли стал стала стали него неё нее них им ним себя
        сам сами самый здесь тогда снова вместе много мало
    """,
    "uk": """
        і й в у на не що з із зі та за до про від для але його як це був була було були є при
        після також який яка які вони вона він ми я або коли так більше вже лише через якщо щоб
        під може буде ще цього їх її перед між де немає без років усі всіх якого цьому теж тому
        поки бо над понад проте час повідомив повідомила повідомили заявив заявила сказав сказала
        розповів близько свої свій своєї свого своїх зараз тепер однак навіть майже перший перша
        другий новий нова року році двох три трьох день дня людей людини якої яку яким яких став
        стала стали нього неї них їм ним себе сам самі тут тоді знову разом щодо із-за адже саме
        хто аби багато мало
    """,
    "bg": """
        и в на не че с със по това като от за до се са е но му беше бяха при след също който която
        които те тя той ние аз или когато така повече вече само през ако да под може ще още този
        тази тези им я пред между където няма без години всички което към над ги си тогава бил
        била били има във защото докато според съобщи съобщиха заяви каза казаха разказа около
        своите своя своето сега затова обаче дори почти първия първата втория новият новата нов
        нова година годината двама три ден дни време души хора него нея тях себе сам сами тук там
        отново заедно тъй бъде нито нека спрямо заради върху сред освен две двете един една едно
        много малко
    """,
    "be": """
        і ў на не што з па гэта як за ад для але яго да быў была было былі у аб пры пасля таксама
        які якая якія яны яна ён мы я або калі так больш ужо толькі праз каб пад можа будзе яшчэ
        гэтага гэтай якога якой сваіх свае цяпер таму аднак нават амаль першы новы года годзе
    """,
    "sr": """
        и у на се је да за од с са су који која које као ће би али из по до није што након према
        између или те био била било бити о још само више већ све због код током не то овај пре јер
        како док његов коју чији рекао рекла године година сада зато ипак чак скоро први нови два
        три људи дана његова њихов овог ове може могу имати има нема ова нису свих свог своје
        којих којима коме чега када где тада овде ту шта ово тај та нека неки један једна једно
        четири пет сам сте смо његово њен њихове буде мора морају треба после преко изнад испод
    """,
    "mk": """
        и во на не што со по ова како од за до се са е но му беше при откако исто кој која кои тие
        таа тој ние јас или кога така повеќе веќе само низ ако да под може ќе уште овој оваа им
        пред меѓу каде нема без години сите кон над ги си бил била има рече изјави година сега
        затоа сепак дури речиси првиот новиот два три луѓе ден неговиот нивните овие
    """,
    "ar": """
        في من على إلى أن إن عن مع هذا هذه التي الذي بعد قبل كان كانت لم لا ما قد كل بين حتى أو ثم
        وقد كما عند ذلك الذين حيث وفي ومن وهو وهي هو هي خلال منذ بسبب لكن غير إذا عليه فيها وكان
        أكثر يوم وأن دون أي عدد رغم عام تم وذلك أمام ولم بينما حين نحو قال قالت أعلن أعلنت وقال
        إنه إنها أنه أنها لدى هناك ليس كانوا تلك هؤلاء حول نفسه ضد عندما أول
    """,
    "fa": """
        و در به از که این را با است برای آن یک خود تا بر هم کرد شد می بود شده کرده نیز ها های اند
        گفت اما یا دو باید پس شود کند ای هر بی پیش هستند نیست چند درباره سال او آنها بودند کردند
        دارد دارند خواهد داد آن‌ها همین چون ولی میان روز نفر نخست سپس
    """,
    "ur": """
        اور کے میں کی سے کا کو ہے نے پر کہ یہ ہیں بھی تھا اس وہ ایک کر گیا تک کیا لیے نہیں ہو جو
        ان تو تھے تھی بعد ہی
    """,
}
# fmt: on
# Between the parts of a name: Ursula von der Leyen, Vila de la Torre.
NAME_PARTICLES = frozenset(
    {"af", "al", "and", "bin", "binti", "da", "das", "de", "del", "della", "der", "des", "di", "do"}
    | {"dos", "du", "e", "el", "i", "la", "las", "le", "los", "of", "ould", "the", "und", "van"}
    | {"von", "y", "zu"}
)
# Spellings that only these languages have, wherever in a word.
_SPELLINGS = {
    "[ğış]": "tr",
    "[łśźżąę]": "pl",
    "[řěů]": "cs",
    "ő": "hu",
    "[ыэё]": "ru be kk ky mn tt",
    "ь(?!о)": "ru uk be kk ky mn tt",
    "ъ(?![еёюя])": "bg",
    "[їєґ]|['’ʼ][яюєї]": "uk",
    "і": "uk be kk",
    "ў": "be",
    # Endings of verbs, adjectives and articles.
    "[аяуе]ет$|[аяу]ют$|[тл]ся$|л[аи]сь$": "ru",
    "[ое]го$|[ое]му$": "ru uk be",
    "(?<=..)(?:ите|ето|ията)$": "bg mk",
    "ият$|(?<=..)[аияе]ха$|[уяа]ват$|остта$": "bg",
    "[ђћ]": "sr",
    "[ѓќѕ]": "mk",
    "[љњџј]": "sr mk",
    "[پچژگ]": "fa ur",
    "[ٹڈڑے]": "ur",
    "[ةىإؤ]": "ar",
}
TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


def _by_word() -> Mapping[str, frozenset[str]]:
    words: dict[str, set[str]] = defaultdict(set)
    for language, text in _WORDS.items():
        for word in text.split():
            words[word].add(language)
    return {word: frozenset(languages) for word, languages in words.items()}


_LANGUAGES_OF_WORD = _by_word()
_SPELLING = re.compile("|".join(f"({pattern})" for pattern in _SPELLINGS))
_LANGUAGES_OF_SPELLING = [frozenset(languages.split()) for languages in _SPELLINGS.values()]
_CYRILLIC_NAME = re.compile(r"\b[\u0400-\u042f][\u0430-\u045f]+")
LISTED = frozenset(_WORDS)


def plain_words(text: str) -> list[str]:
    """The words that are not names, nor particles between names: none with a capital.

    Only the first word may have one for its place, where it is a small word.
    """
    words = TOKEN.findall(text)
    plain = [
        word
        for number, word in enumerate(words)
        if not word[0].isupper() and not (word in NAME_PARTICLES and _is_in_a_name(words, number))
    ]
    first = words[0].lower() if words else ""
    return [first, *plain] if first in _LANGUAGES_OF_WORD and first != words[0] else plain


def witnesses(words: Iterable[str]) -> list[frozenset[str]]:
    """For each word that tells something the languages that it speaks for."""
    said = []
    for word in words:
        languages = _LANGUAGES_OF_WORD.get(word)
        if languages is None and not word.isascii():
            languages = _spelt_in(word)
        if languages:
            said.append(languages)
    return said


def spellings(text: str) -> list[frozenset[str]]:
    """What names in Cyrillic letters say: each language spells foreign ones in its own way, too."""
    names = (word.lower() for word in _CYRILLIC_NAME.findall(text))
    return [languages for name in names if (languages := _spelt_in(name))]


def _spelt_in(word: str) -> frozenset[str]:
    found = [
        _LANGUAGES_OF_SPELLING[(match.lastindex or 1) - 1] for match in _SPELLING.finditer(word)
    ]
    return frozenset.intersection(*found) if found else frozenset()


def _is_in_a_name(words: Sequence[str], number: int) -> bool:
    before = next((each for each in words[:number][::-1] if each not in NAME_PARTICLES), "a")
    after = next((each for each in words[number:] if each not in NAME_PARTICLES), "a")
    return before[0].isupper() and after[0].isupper()

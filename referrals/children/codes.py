"""Code lists about a child. A code has a first and a last day: an old one is shown with its label, and no longer offered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.words import Nation


@dataclass(frozen=True)
class Code:
    """One row of a code list. Without a nation it is used in both; without days it has always been and still is."""

    code: str
    label: str
    nation: Nation | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def offered(rows: Iterable[Code], on: date, *, nation: str | None = None) -> list[Code]:
    """The codes that may be chosen on a day, in one nation or in any."""
    return [
        row
        for row in rows
        if (row.valid_from is None or row.valid_from <= on)
        and (row.valid_to is None or on <= row.valid_to)
        and (row.nation is None or nation is None or row.nation == nation)
    ]


def choices(rows: Iterable[Code], on: date, *, nation: str | None = None) -> list[tuple[str, str]]:
    """The offered codes as pairs of code and label, as forms want them."""
    return [(row.code, row.label) for row in offered(rows, on, nation=nation)]


def is_offered(rows: Iterable[Code], code: str, on: date, *, nation: str | None = None) -> bool:
    return any(row.code == code for row in offered(rows, on, nation=nation))


def label(rows: Iterable[Code], code: str) -> str:
    """What a code means, old or new. A code that is in no list is shown as it came."""
    return next((row.label for row in rows if row.code == code), code)


SEXES = (Code("F", "Female"), Code("M", "Male"), Code("U", "Not known, or not yet born"))

ETHNICITIES = (
    Code("WBRI", "White British"),
    Code("WIRI", "White Irish"),
    Code("WIRT", "Traveller of Irish heritage"),
    Code("WROM", "Gypsy or Roma"),
    Code("WOTH", "Any other White background"),
    Code("MWBC", "White and Black Caribbean"),
    Code("MWBA", "White and Black African"),
    Code("MWAS", "White and Asian"),
    Code("MOTH", "Any other mixed background"),
    Code("AIND", "Indian"),
    Code("APKN", "Pakistani"),
    Code("ABAN", "Bangladeshi"),
    Code("AOTH", "Any other Asian background"),
    Code("BCRB", "Black Caribbean"),
    Code("BAFR", "Black African"),
    Code("BOTH", "Any other Black background"),
    Code("CHNE", "Chinese"),
    Code("OOTH", "Any other ethnic group"),
    Code("REFU", "Did not want to say"),
    Code("NOBT", "Not yet obtained"),
)

UPN_UNKNOWN = (
    Code("UN1", "Not of school age, and no number given yet"),
    Code("UN2", "Educated outside the state sector, and never given a number"),
    Code("UN3", "Newly arrived, and not given a number yet"),
    Code("UN4", "Number not known, and looked for"),
    Code("UN5", "Not obtainable from the school or the parents"),
    Code("UN6", "Not looked after, and no longer in school"),
    Code("UN7", "Referred and closed before the number was asked for"),
)

SCHEMES = (
    Code("nhs", "NHS number"),
    Code("upn", "Unique pupil number"),
    Code("uln", "Unique learner number"),
    Code("police", "Police reference"),
    Code("local", "Local reference"),
)

SETTINGS = (
    Code("home", "Family home"),
    Code("relatives", "Relatives or friends"),
    Code("foster", "Foster carers"),
    Code("residential", "Children's home"),
    Code("semi_independent", "Semi-independent"),
    Code("hospital", "Hospital"),
    Code("secure", "Secure setting"),
    Code("none", "No fixed address"),
    Code("other", "Somewhere else"),
    Code("not_known", "Not known"),
)

LEGAL_STATUSES = (
    Code("C1", "Interim care order"),
    Code("C2", "Full care order"),
    Code("E1", "Placement order"),
    Code("V2", "Accommodated by agreement", Nation.ENGLAND),
    Code("V2W", "Accommodated by agreement", Nation.WALES),
    Code("L1", "Police protection"),
    Code("L2", "Emergency protection order"),
    Code("J1", "On remand"),
)

_ENGLAND = (
    "201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 800-803 805-808 810-813 815-816 821-823 825-826 830-831 "
    "838-841 845-846 850-852 855-857 860-861 865-874 876-896 908 916 919 921 925-926 929 931 933 935-938 940-943"
)
_WALES = "660-681"
_ABOLISHED = "820 835-837 875 909 928"


def _numbers(ranges: str) -> frozenset[str]:
    pairs = [part.partition("-") for part in ranges.split()]
    return frozenset(str(number) for first, _, last in pairs for number in range(int(first), int(last or first) + 1))


# A pupil keeps the number that an authority gave which has since been abolished.
AUTHORITIES_ENGLAND = _numbers(_ENGLAND)
AUTHORITIES_WALES = _numbers(_WALES)
AUTHORITIES_ABOLISHED = _numbers(_ABOLISHED)
AUTHORITIES = AUTHORITIES_ENGLAND | AUTHORITIES_WALES | AUTHORITIES_ABOLISHED

PLACEHOLDERS = frozenset({"baby", "unborn", "unknown", "unnamed", "infant", "child", "male", "female", "boy", "girl", "tba", "na", "nk"})
PARTICLES = frozenset(
    ["al", "ap", "ab", "bin", "bint", "ibn", "abu", "de", "del", "della", "den", "der", "di", "dos", "da", "du", "el", "la", "le"]
    + ["mac", "mc", "o", "san", "st", "ten", "van", "von", "y", "e"]
)

_SHORT_FORMS = """
aaron aron arron
abdul abdullah abdallah abd
abigail abi abbie abby gail
agnieszka aga
ahmed ahmad ahmet achmed
aidan aiden aedan ayden
aisha ayesha aysha aicha aishah ayse
albert bert bertie al
aleksander aleksandr alex alek olek
alexander alex alec alexis sandy xander lex al
alexandra alex alexa lexi sandra sasha ali
alfred alfie fred alf
ali aly
alison ali allison
alun alan allan allen
amanda mandy
amelia amy millie mia emilia
anastasia stacey ana nastia
andrew andy drew andreas andrzej
angela angie ange
anna ann anne annie hannah ania nan
anthony tony antony antoni anton
arthur art artie
barbara barb babs basia
beatrice bea bee trixie
benjamin ben benny benji
bernadette bernie
bethan beth
bethany beth bethan
bradley brad
brian bryan bri
bridget bridie biddy
bronwen bronwyn bron
callum cal calum
cameron cam
caroline carol carrie caz carolyn
carys cerys karys
catherine katherine kathryn catrin kate katie kathy cathy kat kitty kay cat katarzyna kasia katarina ekaterina katya caitlin caitlyn katelyn
charles charlie chas chuck karl carl siarl
charlotte charlie lottie lotte char
christina christine chris chrissy tina krystyna kristina christian
christopher chris kit christy topher krzysztof
claire clare clara
connor conor con
daniel dan danny deiniol danyal daniyal
danielle dani dannie daniela
david dave davey dafydd dewi dai davy dawud dawood daud
deborah debbie deb debra
dominic dom nick dominik
donald don donny
dorothy dot dottie dolly
dylan dilan
edward ed eddie ted teddy ned ward
eirlys eirlis
eleanor ellie nell elinor nora
elen elena helen elin
elizabeth liz lizzie beth betty eliza elisabeth libby bess elzbieta
ella ellie
emily em emmy millie
emma em ema
ethan ethen
evan ifan ieuan iwan
eve eva evie efa ava
ewan euan ewen
ezekiel zeke
fatima fatema fatimah fatma fatoumata
felicity fliss flick
ffion fionn fion
fiona fi
florence flo flossie florrie
frances fran frankie francesca
francis frank frankie franciszek
frederick fred freddie freddy frederic
gabriel gabe gabi
gabrielle gabby gabriella gabi
gareth gary garth gaz
geoffrey geoff jeff jeffrey
george georgie jorge georgios jerzy
georgina georgia georgie gina
geraint ger
gerald gerry jerry gerard
gillian gill jill
gregory greg grzegorz
gwendoline gwen gwenllian
gwyneth gwynneth
hannah hanna chana
harold harry hal
harriet hattie
hassan hasan hassen
henry harry hank hal harri
hugh hugo huw hughie
hussein husain hussain hossein hussien
ian iain ion
ibrahim ebrahim abraham ibrahima
ieuan iwan
isaac ishaq zac zak
isabel isabella isobel izzy bella belle isabelle ysabel ishbel
jacob jake jakub iago kuba jac
jacqueline jackie jacqui
jaden jayden jaiden
james jim jimmy jamie jay iago seamus
jane janie jayne
jasmine jaz yasmin yasmine jasmin yasmeen
jennifer jen jenny jenni
jeremy jez jerry
jessica jess jessie
joanna jo joanne joan asia
john johnny jon jack johan jan sion juan
jonathan jon jonny jonathon nathan
joseph joe joey jo yusuf yousef yosef josef youssef
joshua josh
judith judy jude
julia julie jules
juliet julie jules
kayleigh kayley kaylee kaleigh
kenneth ken kenny
khadija khadijah kadija hatice
kieran keiran ciaran kieron
kimberley kim kimberly
laura laurie lora
lauren loren laurie
lawrence larry laurence lol
leonard len leo lenny leon
lewis louis lou luis louie
lilian lily lil lilly
lisa liza
llewellyn llywelyn llew
louise lou lulu louisa
lucy luce lucia lusi
luke lucas luc luca lukasz
lydia lyd
madeleine maddie maddy madeline
magdalena magda
malgorzata gosia
mali mally
marcus mark marc marek
margaret maggie meg mags peggy marge rita greta megan mared mair marged
maria mary marie mair mari moira maryam mariam miriam molly mia
martha mattie
martin marty martyn marcin
mary marie maria mair mari molly
maryam mariam miriam marium
matilda tilly tilda mattie
matthew matt matty mateusz mathew mattie
maureen mo
maximilian max maxim maks
megan meg megs meghan
melanie mel
melissa mel missy lissa
michael mike mick mickey michal mikey micheal meical mihai mikhail
michelle shell chelle shelly
mohammed mohammad muhammad mohamed mohamad muhammed mohamud mahamed mo md mohd
mustafa mostafa mustapha
natalie nat natalia talia natasha
natasha tasha nat tash
nathaniel nathan nat nate
nia niamh neve neave
nicholas nick nicky nico nicolas mikolaj
nicola nicky nikki nic nicole
oliver ollie olly oli
olivia liv livvy
omar umar omer
oscar oskar osca
owain owen
owen owain eoin
pamela pam
patricia pat trish patsy tricia patty
patrick pat paddy padraig patryk
paul pawel pol pavel
penelope penny pen
peter pete piotr pedr petros
philip phil phillip pip
philippa pippa pip
phoebe phebe
rachel rach rachael rae
rebecca becky becca bex rebekah
rhiannon rhi rhian
rhodri rod
rhys reece rees reese rhyse
richard rick dick rich richie ricky ritchie rhisiart
robert rob bob bobby robbie bert robin
roger rodge
ronald ron ronnie
rosemary rose rosie
roxanne roxy
russell russ
samantha sam sammy sami
samuel sam sammy sami szymon
sarah sara sally sadie
sean shaun shawn shane
sebastian seb bas
shannon shan
sharon shaz
sheila sheelagh shelagh
sian shan
simon si shimon szymon
siobhan chevonne shevaun
sophie sophia sofia soph zofia zosia
stephanie steph stef steffi
stephen steve steven stevie stefan steffan
stuart stu stewart
suleiman sulaiman suleyman sulayman
susan sue suzie susie suzanne sioned
syed said sayed saeed
sylvia silvia sylvie
tabitha tabby
tamara tam tammy
tegan teagan
terence terry tel
teresa terry tess tessa theresa
thaddeus tad
theodore theo ted teddy
thomas tom tommy tomos tomasz twm
timothy tim timmy
tobias toby tobi
tomas tom tomos
toni antonia
tudur tudor
tyrone ty
usman osman uthman ousmane
valerie val
vanessa nessa ness
veronica ronnie nicky
victoria vicky tori vic vicki toria
vincent vince vinny
violet vi
virginia ginny
walter wally walt
wesley wes
william will bill billy liam gwilym willie wil
winifred win winnie freda
wojciech wojtek
xavier xav javier
yahya yehia yahia
yaqub yakub yacoub
yvonne eve von
zachary zac zak zack zachariah zach
zainab zaynab zeinab zeynep
zoe zoey zowie
"""

_FAMILY_VARIANTS = """
adeyemi adeyemo
ahmed ahmad
akhtar akther akter
ali aly
allen allan alan
bailey bayley baillie bayly
begum begam
brown browne braun
campbell cambell
chen chan
chowdhury choudhury chaudhry choudhry chaudhary
clark clarke clerk
cook cooke
davies davis davey dafis davys
evans evan ifan ifans bevan jevons
garcia garsia
goncalves gonsalves
gray grey
green greene
griffith griffiths gruffydd gruffudd griffin
harris harries
hayes hays hay
hernandez fernandez
humphreys humphries humphrey
hussain hussein husain
johnson johnston johnstone jonson
jones johns
kaur cour
kowalska kowalski
lee leigh lea li
lewis lewys
lloyd llwyd loyd floyd
macdonald mcdonald macdonnell
macdougall mcdougall
mackenzie mckenzie
maclean mclean mclain
macleod mcleod
mahmood mahmoud mehmood
matthews mathews
mensah mensa
mohammed mohammad muhammad mohamed mohamud
moore more muir moor
murphy murphey
neal neil neale niall oneill oneil
nguyen ngyuen
nichols nicholls nicholas nicolls
nicholson nicolson
nowak novak
obrien bryan brien
oconnor connor connors
okafor okafo
oreilly reilly riley
osullivan sullivan
owen owens owain eoin bowen
parry harry harries
pearce pierce peirce
phillips philips philip phelps
philpott philpot
popescu popesku
powell hywel howell howells
price prys preece pryce rhys rees reese reece
pugh hughes huws hugh
rahman rehman
reid reed read
roberts robert probert
rogers rodgers
sanders saunders
shah sha
sharif shareef sherif
shepherd sheppard shepard
silva dasilva
sinclair stclair
smith smyth smythe
stewart stuart steward
symonds simmonds simmons
taylor tayler tailor
thomas tomos
thompson thomson tomson
uddin udin
vaughan vaughn fychan
wang wong
white whyte
williams william gwilym gwilliam
wisniewski wisniewska
wojcik wojczyk
yusuf yousef youssef
zhang cheung chang
"""


def _groups(text: str) -> dict[str, frozenset[str]]:
    """Each name with the heads of the groups it stands in. A short form may stand in several."""
    found: dict[str, set[str]] = {}
    for group in text.split("\n"):
        names = group.split()
        for name in names:
            found.setdefault(name, set()).add(names[0])
    return {name: frozenset(heads) for name, heads in found.items()}


GIVEN_GROUPS = _groups(_SHORT_FORMS)
FAMILY_GROUPS = _groups(_FAMILY_VARIANTS)

"""The words behind the adults-only gate, in English, French, German, Spanish, Italian, Portuguese and Dutch.

Fragments of regular expressions, separated by commas, as they read after folding: lower case, no accents, straight
apostrophes. A space stands for any run of white space or hyphens. CONTRIBUTING says how to change them.
"""

# Sexual content by itself, wherever it stands.
SEXES = (  # the fair sex, her own sex: not the act
    "fair|fairer|own|other|another|opposite|same|weaker|gentle|gentler|stronger|softer|susceptible|overbearing|her|his"
    "|my|your|our|thy|their|each|either|both|one|any|that|this|female|male|the|of|more|among"
)
NOT_THE_SEXES = "".join(rf"(?<!\b{word}{gap}sex)" for word in SEXES.split("|") for gap in (r"\s", r"\s\s"))
EXPLICIT = r"""
intercourse (?:took|occurred|happened), fetish\w*, stripped naked, (?:couche|coucherent|couchaient|couchent) ensemble,
(?:il|elle) la viola, sexuais, vreeen, explicit (?:content|scenes?|material), sexual\w*, sexually, sexy, sexting,
sexuel\w*, sexuell\w*, sessual\w+, seksu\w+, sexualit\w+, homosexual acts?, hypersexual\w*,
(?:ha[ds]|have|having|oral|anal|vaginal|group|casual|unprotected|phone|rough|gay|lesbian|wild|hot|great|good|penetrative)
sex, sex(?: scenes?| toys?| acts?| tapes?| slaves?| work\w*|ting), sex with, the sex (?:was|is|had|between|they|we),
cybersex, sex{not_the_sexes}, penis(?:es)?, vagina\w*, clit(?:s|oris|oral)?, labia, vulva, testicles?, scrotum,
genital\w*, pubic, perineum, prostate massage, (?:his|her|my|your|hard|erect|thick|stiff|throbbing|big|huge|swollen)
(?:hard |erect |thick |stiff |throbbing |big |huge )?(?:cock|dick), puss(?:y|ies)(?! (?:cat|willow|foot)), cunts?,
cum(?! (?:grano|privilegio|laude|dignitate))(?!'), cumm?ing, cumshots?, creampies?, jizz, semen, precum, orgasm\w*,
climaxed, climaxing, masturbat\w+, jerk(?:ed|ing) (?:him|her|my)self off, jerk(?:ed|ing)? off, wank\w*, arousal,
fellatio, fellated, cunnilingus, (?:blow|hand|rim|foot) ?jobs?, deep ?throat\w*, foreplay, coit(?:us|al), copulat\w+,
carnal knowledge, (?:had|having|have|has|in|during|after|before|vaginal|anal|penetrative|unprotected) intercourse,
intimate relations, conjugal relations, fuck(?:ed|ing|s)? (?:me|her|him|them|us|each other|my \w+|like|hard),
motherfucking cock, porn\w*, erotic\w*, hentai, nsfw, smut, horny(?!
(?:hand|skin|fist|finger|beak|palm|feet|foot|toad|plate|scale|frog)\w*), hard ons?, boners?, (?:his|my|your)
(?:erection|arousal), condoms?, dildos?, vibrators?, butt ?plugs?, bdsm, bondage gear, threesomes?, foursomes?, gang
?bang\w*, incest\w*, bestiality, sodom(?:y|i[sz]\w+), rap(?:ed|ing|ists?), rape(?:s)?(?! seed),
(?:lost|losing|lose|took|taking|take) (?:her|his|my|their|your) virginity, deflower\w*, nipples?, areolas?, handjob,
stripteas\w+, lap ?danc\w+, nudes, onlyfans, erogenous, libido, masochis\w+, sadomasochis\w+, dominatrix, sluts?,
slutty, wet dreams?, g spot, thrust\w* (?:in|into|inside|deep|deeper) (?:into |inside )?(?:her|him|me), between
(?:her|his|my|your|their) (?:legs|thighs), (?:came|come|coming|finish\w*|spilled|buried) (?:inside|deep inside)
(?:her|him|me|of), (?:went|going|go) down on (?:her|him|me)(?! (?:knees?|marrow)), (?:made|making|make) (?:passionate
|sweet |slow |tender )?love (?:all night|in bed|that night|until|twice|again|on the (?:bed|floor|sofa|couch)), they
made love, we made love, had made love, lovemaking, (?:go|went|gone|going|fell|tumbled) (?:to|into) bed
(?:together|with), consummat\w+ (?:the|their) (?:marriage|love|relationship|passion|union|affair), one night stands?,
skinny dip\w*, sugar (?:daddy|baby), grop(?:ed|ing) (?:her|his|my) (?:breasts?|chest|ass|bottom|crotch),
fondl(?:ed|ing) (?:her|his|my) (?:breasts?|chest|ass|crotch|genitals), sexe, nudite, penetration vaginale, orgasmes?,
penis, vagin, vagins, chatte, branl\w+, (?:fait|faire|faisait|faisaient|firent|faisons) l'amour,
(?:couch\w+|coucha|dormi nue?) avec (?:elle|lui|moi|une?|la|le|sa|son), fellations?, sodomis\w+, partouzes?, encul\w+,
violees?, (?:la|le) violer, erotiques?, porno\w*, jouissance, jouir, tetons?, sa bite, seins nus, rapports? intimes?,
clitoris, ejacul(?:e|er|ait|a), depucel\w+, sex (?:haben|hatten|hatte|mit), (?:hatten|hatte|haben|hat) (?:\w+
){0,3}sex, geschlechtsverkehr, beischlaf, fick(?:en|t|te|ten|st|end), gefickt, muschi, fotze, wichs\w+, gevogelt,
vogelte(?:n)?, vergewaltig\w+, erotisch\w*, brustwarzen?, (?:mit|bei)einander geschlafen, schlief(?:en)?
(?:mit(?:einander)?), geschlechtsteil\w*, samenerguss, entjungfer\w+, liebe gemacht, selbstbefriedigung, sexo,
(?:hacer|hicieron|haciendo|hizo|hacian|hecho|hicimos) el amor, foll(?:ar|aba|aban|o|ando|ado|amos|arla|arlo), polla,
verga, pene, orgasmos?, pezon(?:es)?, eyacul\w+, masturb\w+, violada, violad[ao]s, violar(?:la|lo), erotic[oa]s?,
mamada, acostarse con, se acost(?:o|aron) (?:con|juntos), relaciones intimas, desvirg\w+, sesso,
(?:fare|fatto|facevano|fecero|facendo|facemmo) l'amore, scop(?:are|ava|avano|ata|ato|arono|ando), cazzo duro, figa,
capezzol\w+, pompin[oi], sborr\w+, stupr\w+, rapporti intimi, eiacul\w+, (?:andare|andati|ando|andarono) a letto
(?:con|insieme), (?:fazer|fizeram|fez|fazendo|faziam|feito|fizemos) amor, fod(?:er|eu|endo|ia|iam|ido), buceta,
boceta, transar(?:am)?, transou, transando, estupr\w+, tesao, mamilos?, punheta, boquete, goz(?:ar|ou|ei|ando)
(?:dentro|juntos), virgindade, virginidad, verginita, seks, vrijen, vrijden, gevreeen, neuk\w+, geneukt, orgasme,
tepels?, klaarkom\w+, kwam(?:en)? klaar, geslachtsgemeenschap, verkracht\w*, (?:bedreven|bedrijven) de liefde, (?:met
elkaar|met (?:hem|haar)) naar bed, ontmaagd\w*
""".replace("{not_the_sexes}", NOT_THE_SEXES)

# Sexual content only where several of them stand together.
SUGGESTIVE = r"""
naked\w*, nude, hardness, orgies, orgy, sperm, topless, undress\w*, disrob\w+, unclothed, unzipp\w+, unhook\w+,
unbutton\w+, strip(?:ped|ping), breasts?, cleavage, bosoms?, buttocks, ass, thighs?, groin, crotch, panties, knickers,
lingerie, bra, thong, underwear, aroused, erect, erection, hardened, throbb\w+, moan(?:ed|ing|s)?
(?:softly|with|into|against|louder|in pleasure|her name|his name), groan(?:ed|ing) with (?:pleasure|desire), writh\w+,
climax, lust\w*, desires?, sensual\w*, voluptuous\w*, seduc\w+, carnal, fondl\w+, caress\w*, grop(?:ed|ing),
molest\w*, ravish\w*, fuck\w*, cock(?! (?:crow|fight|a doodle)\w*), dick, whores?, brothels?, prostitut\w+,
virgin(?:ity)?, penetrat(?:ed|es|ing) (?:her|him|me), inside (?:her|him|me), (?:her|his|my) sex, ejaculat\w+, make
love, making love, made love, makes love, slept together, sleeping together, sle(?:ep|pt) with (?:her|him|me), in bed
with, intercourse, straddl\w+, on top of (?:him|her|me), kiss\w* (?:her|his|my)
(?:neck|breasts?|thighs?|belly|stomach), bare (?:skin|chest|body), body against, french kiss\w*, nues?, nus, seins,
cuisses?, culotte, gemi\w*, deshabill\w+, caressa\w*, nackt\w*, bruste, schenkel\w*, stohn\w*, erregt\w*, schwanz,
hohepunkt, desnud\w+, pechos, tetas, muslos?, gemi(?:a|do|dos|r), excitad[oa]s?, acarici\w+, nud[oaie], tette, cosce,
gemett\w+, eccitat[oaie], accarezz\w+, nuas?, seios, coxas?, gemeu, gemia, gemendo, acaricia\w*, naakt\w*, borsten,
dijen, kreun\w+, opgewonden, streel\w+
"""

# Sexual content where a strong sign stands close by, even alone; old novels use the others of both.
SUGGESTIVE_ALONE = r"""
naked\w*, nude, topless, undress\w*, disrob\w+, unclothed, breasts, cleavage, panties, lingerie, aroused, erection,
sensual\w*, seduc\w+, fondl\w+, grop(?:ed|ing) (?:her|him|me|at her), molest\w*, prostitut\w+, slept together,
sleeping together, ma(?:de|ke|kes|king) love, sle(?:ep|pt) with (?:her|him|me), in bed with, straddl\w+,
penetrat(?:ed|es|ing) (?:her|him|me), intimate acts?, kiss\w* (?:her|his|my) (?:neck|breasts?|thighs?|belly|stomach),
(?:her|his|my) thighs?, nues?, seins, deshabill\w+, nackt\w*, bruste, erregt\w*, desnud\w+, tetas, nud[oaie], tette,
eccitat[oaie], nuas?, seios, naakt\w*, borsten, opgewonden
"""

# School years: pupils of schools that one leaves at about eighteen.
SCHOOL = r"""
grade (?:[1-9]|1[0-2]), in year (?:[7-9]|1[0-3]), eleves? de
(?:sixieme|cinquieme|quatrieme|troisieme|seconde|premiere|terminale), (?:en el|del) instituto, school
?(?:girl|boy|child|children|kid|mate)s?, (?:high|middle|elementary|primary|grade|secondary|junior high) schoolers?,
(?:junior high|middle school|elementary school|primary school|grade school|grammar school|secondary school)(?!
teacher), high
school(?<!since\shigh\sschool)(?<!after\shigh\sschool)(?<!finished\shigh\sschool)(?<!left\shigh\sschool)(?<!of\shigh\sschool)(?!
(?:teacher|principal|reunion|diploma|sweetheart)), high school
(?:student|girl|boy|freshman|sophomore|junior|senior|cheerleader|kid|pupil|prom|virgin|crush)s?,
(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[1-9](?:st|nd|rd|th)|1[0-2]th)
grade(?:rs?)?(?! (?:teacher|class ?room|wound|steak)), year
(?:[7-9]|1[0-3]|seven|eight|nine|ten|eleven|twelve|thirteen) (?:at|of|pupil|student|girl|boy|class)\w*, sixth
form(?:ers?)?, kindergart(?:en|ners?|eners?), pre ?school(?:ers?)?, nursery school, day ?care, girl scouts?, boy
scouts?, high ?schoolers?, collegien(?:ne)?s?, lyceen(?:ne)?s?, ecolier(?:e)?s?, ecole (?:primaire|maternelle), en
classe de (?:cp|ce|cm|sixieme|cinquieme|quatrieme|troisieme|seconde|premiere|terminale), schulmadchen, schuljungen?,
schulkind\w*, schuler(?:in(?:nen)?|n)?, gymnasiast(?:in(?:nen)?|en)?, grundschul\w*, realschul\w*, hauptschul\w*,
(?:(?:erst|zweit|dritt|viert|funft|sechst|siebt|acht|neunt|zehnt|elft|zwolft)e[nr]?|[1-9]\.?|1[0-2]\.?) klasse, klasse
(?:[1-9]|1[0-2]), colegial(?:as?|es)?, escuela (?:primaria|secundaria), alumn[oa]s? de
(?:instituto|primaria|secundaria|eso), estudiantes? de (?:secundaria|preparatoria|instituto|bachillerato), scolar[ae],
scolarett[ae], liceal[ei], scuol[ae] (?:media|medie|elementar[ei]|primaria), student(?:e|essa|i|esse) (?:di|del|delle)
(?:liceo|medie|superiori), alun[oa]s? do (?:ensino medio|ensino fundamental|colegio|liceu|secundario), ensino
(?:medio|fundamental), escola primaria, schoolmeisjes?, schooljongens?, schoolkind(?:eren)?, scholier(?:e|en|es)?,
brugklas\w*, basisschool, middelbare school
"""

# Words that name an age below eighteen, or stand for one.
AGE_CODED = r"""
minor (?:child|children|girl|boy|daughter|son)s?, mineurs, school age, under ?aged?, jail ?bait, pre ?teens?, tweens?,
teen(?:s|y|ie|ies|ager|agers|age|aged)?, adolescen(?:ts?|ce), pubescent, prepubescent, puberty, prepuber\w*, minors(?!
league), minor(?<=\ba\sminor)(?=\s*[.,;:!?)"\']|\s*$| and | when | at | who | in the eyes| by law| or ), juveniles?,
loli(?:s|ta|tas|con|cons|kon)?, shota(?:s|con|cons)?, nymphet(?:te)?s?, ephebe, p(?:a)?edo(?:s|phil\w*)?, hebephil\w+,
ephebophil\w+, pthc, kiddie porn, child porn\w*, age ?play, statutory, age of consent, below the age, under the legal
age, too young to (?:consent|know about such), toddlers?, infants?, new ?borns?, pupil at (?:the|a) school, child
(?:bride|sex|abuse|molest\w+)s?, half ?grown (?:girl|boy)s?, (?:girl|boy) ?child, sweet sixteen, little
(?:girl|boy)s?, young ?lings?, mineures?, (?:un|une|des|les|encore|etait) mineure?s?(?! de charbon), ados?,
fillettes?, garconnets?, puberes?, prepuberes?, adolescente?s?, petite fille, petites filles, minderjahrig\w*,
jugendlich(?:e[nr]?), halbwuchsig\w*, teenagerin(?:nen)?, kleines madchen, kleiner junge, vorpubertar\w*, pubertat,
menor(?:es)? de edad, quinceaneras?, adolescentes?, preadolescent\w*, pubertad, la menor, una menor, un menor, ninita,
nenita, minorenn[ei], adolescenzial\w*, ragazzin[aoie], bambin[aoie], puberta, preadolescent\w+, menor(?:es)? de
idade, de menor, menininh[ao]s?, garotinh[ao]s?, puberdade, minderjarig\w*, tieners?, puber(?:s|teit)?, kleuters?,
klein meisje, kleine jongen
"""

# Of age in the letter, chosen for the nearness of childhood.
BARELY_LEGAL = r"""
(?:eighteenth|18th) birthday, out of high school, turned (?:eighteen|18) (?:today|yesterday|last week|this|days ago|a
(?:day|week|month)), barely (?:legal|of age|an adult|a woman|out of (?:school|childhood|her teens|his teens)),
(?:just|almost|nearly|not yet|not quite|only just) (?:legal|of age), (?:barely|just|only
just|only|freshly|newly|fresh|recently|just barely) (?:turned )?(?:eighteen|18)(?!
(?:month|hour|minute|day|week|inch|mile|mil|dollar|pound|percent|hundred|year(?!s? old|s? of age)|of
|people|men|feet|foot|per|other)\w*)(?! ?%), (?:before|until|till|waiting for|eve of|days before|weeks before|months
before) (?:she|he|i|they|her|his|my|their)(?: \w+)? (?:turn(?:s|ed)?|eighteenth|18th)(?: eighteen| 18| birthday), tout
juste majeure?s?, a peine majeure?s?, gerade (?:erst )?(?:volljahrig|achtzehn geworden|18 geworden), recien cumplidos
los (?:18|dieciocho), appena (?:maggiorenne|diciottenne|18enne), acabou de fazer (?:18|dezoito), net (?:achttien|18)
geworden, looks (?:under ?age|like a child|about fifteen)
"""

# Young people, or words for them that adults use of adults too: only close to sexual content.
WEAK = r"""
child, child's, children\w*, childlike, childish\w*, kids?, kid's, kiddos?, boys?, boy's, girls?, girl's, girlie,
daughters?, daughter's, sons?, son's, step ?(?:daughter|son|child|children)s?, grand
?(?:daughter|son|child|children)s?, nieces?, nephews?, youngsters?, youths?, lads?, lass(?:es|ie|ies)?,
(?:kid|little|younger|baby) (?:sister|brother)s?, (?:the|a|her|his|their) bab(?:y|ies), babysitters?, cheerleaders?,
orphans?, brats?, tomboys?, school, schools, classmates?, (?:the|her|his|two|young) pupils? (?:at|of|in the class)\w*,
playground, flat chested, nubile, (?:une|la|sa|ma|jeune|cette|les|des|deux) filles?, enfants?, gamin(?:e)?s?, gosses?,
garcons?, (?:son|mon|leur|le) fils, bebes?, jeunette, kinder[ns]?, (?:das|ein|dem|eines|als|kein|noch ein|het|een|dat)
kind(?:es)?, kindlich\w*, madchen\w*, madels?, (?:der|ein|den|dem|kleine) jungen?(?! (?:mann|frau|herr|dame)\w*),
jungs, tochter, (?:der|ein|mein|sein|ihr) sohn, knaben?, burschen?, (?:la|una|las|esta|mi|su|pequena) ninas?,
(?:el|un|los|este|mi|su|pequeno) ninos?, chic[oa]s?, muchach[oa]s?, hij[oa]s?, chaval(?:a|as|es)?, crios?,
jovencit[oa]s?, ragazz[aoie], figli[ao]?, fanciull[aoie], giovinett[aoie], marmocchi[oa]?, menin[ao]s?, crianc\w+,
filh[ao]s?, garot[ao]s?, rapariga, moleques?, meisjes?, jongens?, kinderen, dochters?, (?:zijn|haar|de|een) zoon,
grietje
"""

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
(?:child|children|boys?|girls?|kids?|daughters?|sons?|nieces?|nephews?|pupils?|students?|minors?|infants?|toddlers?|stepdaughter|stepson)
(?:was|were|is|are|had been|has been|being|been|got) (?:(?:repeatedly|once|also|later|never|badly)
)?(?:molested|groped|fondled|violated|abused|seduced|ravished|deflowered),
(?:molest|grop|fondl|seduc|ravish|abus)(?:ed|ing|es|e|s)
(?:(?:a|an|the|his|her|my|their|two|three|some|several|young|little|small|own|underage|minor)
){1,3}(?:child|children|boys?|girls?|kids?|daughters?|sons?|nieces?|nephews?|pupils?|students?|minors?|infants?|toddlers?|stepdaughter|stepson),
lovers? (?:was|is|were|are) (?:only |just |barely |aged
)?(?:1[0-7]|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen), rated explicit, explicit(?=:), sexts?,
sexted, (?:mit|bei) (?:ihm|ihr|mir|dir) (?:schlief|geschlafen|schlafen|zu schlafen|ins bett),
(?:foi|foram|ir|fui|indo|iam) (?:para a|pra) cama com, (?:andare|andat[aoie]|ando|andarono|ando) a letto
(?:con|insieme), sexe, penetration vaginale, penetration (?:sexual|sexuelle|of (?:her|him)), (?:her|his)
(?:anus|tits|glans), had relations with, marital relations, sexual\w*, sex tape, sex offen\w+, sex crimes?, sex trade,
sex traffick\w+, explicit (?:story|stories|sex|material|encounter|acts?), intimate (?:act|encounter|intercourse)s?,
carnal (?:relations|acts?|love), adult (?:film|video|movie)s?, x rated, indecent (?:acts?|assault|exposure), s\*x,
f\*+ck\w*, fellate\w*, ejaculat\w+ (?:in|on|inside), oral stimulation, vulval?, foreskin, pubis, mons pubis, coition,
voyeur\w*, exhibitionis\w+, sexting, sextape, camgirls?, camsex, dogging, titty, titties, boobs?, boobies, wanker, blow
?job, cowgirl position, missionary position, doggy ?style, sixty ?nining, 69ing, rimming, squirting, strap ?ons?,
gloryhole, hotwife, milfs?, gilfs?, femdom, maledom, safe ?words?, relations? (?:sexuelles?|charnelles?|intimes?), acte
(?:sexuel|charnel), faire l'amour, ont fait l'amour, aimerent charnellement, geschlechtsakt\w*, beischlafs?, koitus,
intimverkehr, geschlechtlich\w*, sexualakt\w*, sex gehabt, hatten verkehr, sinnlich\w* liebe, acto sexual, actos
sexuales, coito, contacto sexual, relaciones sexuales, atto sessuale, rapport[oi] (?:sessual[ei]|carnal[ei]), coito,
amplesso, relac(?:ao|oes) (?:sexual|sexuais|intimas?), ato sexual, coito, geslachtsverkeer, seksuele gemeenschap,
gemeenschap hebben, gemeenschap gehad, coitus, geslachtsdaad, bedreef de liefde, naar bed geweest, vrij(?:t|den)? met
(?:hem|haar), eroti\w+, pornograf\w+, intercourse (?:took|occurred|happened), fetish\w*, stripped naked,
(?:couche|coucherent|couchaient|couchent) ensemble, (?:il|elle) la viola, sexuais, vreeen, explicit
(?:content|scenes?|material), sexual\w*, sexually, sexy, sexting, sexuel\w*, sexuell\w*, sessual\w+, seksu\w+,
sexualit\w+, homosexual acts?, hypersexual\w*,
(?:ha[ds]|have|having|oral|anal|vaginal|group|casual|unprotected|phone|rough|gay|lesbian|wild|hot|great|good|penetrative)
sex, sex(?: scenes?| toys?| acts?| tapes?| slaves?| work\w*|ting), sex with, the sex (?:was|is|had|between|they|we),
cybersex, sex{not_the_sexes}, penis(?:es)?, vagina\w*, clit(?:s|oris|oral)?, labia, vulva, testicles?, scrotum,
genital\w*, pubic, perineum, prostate massage, (?:his|her|my|your|hard|erect|thick|stiff|throbbing|big|huge|swollen)
(?:hard |erect |thick |stiff |throbbing |big |huge )?(?:cock|dick), puss(?:y|ies)(?! (?:cat|willow|foot)), cunts?,
cum(?! (?:grano|privilegio|laude|dignitate))(?!'), cumm?ing, cumshots?, creampies?, jizz, semen, precum, orgasm\w*,
climaxed, climaxing, masturbat\w+, jerk(?:ed|ing) (?:him|her|my)self off, jerk(?:ed|ing)? off, wank\w*, arousal,
fellatio, fellated, cunnilingus, (?:blow|hand|rim|foot) ?jobs?, deep ?throat\w*, foreplay, coit(?:us|al)?, copulat\w+,
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
|sweet |slow |tender )?love (?:all night|in bed|that night|until|twice|again|on the (?:bed|floor|sofa|couch)), made
love(?! to\b), lovemaking, (?:go|went|gone|going|fell|tumbled) (?:to|into) bed
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
capezzol\w+, pompin[oi], sborr\w+, stupr\w+, rapporti intimi, eiacul\w+,
(?:fazer|fizeram|fez|fazendo|faziam|feito|fizemos) amor, fod(?:er|eu|endo|ia|iam|ido), buceta, boceta, transar(?:am)?,
transou, transando, estupr\w+, tesao, mamilos?, punheta, boquete, goz(?:ar|ou|ei|ando) (?:dentro|juntos), virgindade,
virginidad, verginita, seks, vrijen, vrijden, gevreeen, neuk\w+, geneukt, orgasme, tepels?, klaarkom\w+, kwam(?:en)?
klaar, geslachtsgemeenschap, verkracht\w*, (?:bedreven|bedrijven) de liefde, (?:met elkaar|met (?:hem|haar)) naar bed,
ontmaagd\w*
""".replace("{not_the_sexes}", NOT_THE_SEXES)

# Love affairs: sexual content where a strong sign stands close by.
ROMANCE = r"""
(?:his|her|my|your|their|secret|illicit|forbidden) lovers?, (?:was|were|is|are|been|be|became|become|becoming|as) (?:a
|the )?lovers?(?! of \w+), (?:young|former|ex|new|man's|woman's|girl's|boy's|teacher's|master's|wife's|husband's)
lovers?, (?:an|the|his|her|their|having|had|love) affairs? with, love affairs?, (?:having|had) an affair,
(?:his|my|your|became (?:a|the)|as a|duke's|king's|lord's|prince's|count's|man's) mistress(?! (?:of (?:the|this)
(?:house|art))), in (?:his|her) (?:own )?bed with, (?:night|nights) in (?:his|her|my) bed, shar(?:e|ed|ing)
(?:his|her|my) bed, shar(?:e|ed|ing) (?:a|the) bed with (?:his|her|my|\w+) (?:\w+ ){0,2}lovers?, spen[dt]\w* the night
(?:with|in (?:his|her) (?:bed|arms)), (?:was|were|be|been|is|became|become|getting|got|grew) intimate(?= with|[.,;!?]),
intimate (?:relationship|relations|contact)s?, desir(?:ed|es|ing) (?:her|him|the (?:girl|boy|child|young|pupil)),
lust\w* (?:for|after), (?:passionate|deep|long|hungry) kiss\w*, kiss\w* (?:him |her |me
)?(?:passionately|hungrily|deeply), kiss\w* (?:\w+ ){0,5}?on the (?:mouth|lips), in bed together, (?:made|makes|making)
out with, in (?:his|her) arms all night, romantic(?:ally)? (?:relationship|involve\w+), sugar dadd(?:y|ies), amants?(?!
(?:de (?:la )?(?:musique|nature)|des arts)), pour maitresse, (?:hatte|hatten|hat|begann) ein (?:heimliches
)?verhaltnis, (?:devint|devenir|devient|devenue|etait|est|pour) (?:sa|ma|la) maitresse(?! (?:d'ecole|de maison)),
maitresse du (?:roi|duc|comte|prince), liaison (?:amoureuse|avec|intime), sedui(?:sit|re|sait|sant|te?s?)\w*,
geliebte[rn]?s?, verfuhr\w+, liebschaft\w*, affare mit, liebesnacht, liebesverhaltnis\w*, liebten sich, ging(?:en)? mit
(?:ihm|ihr) ins bett, amantes(?! de (?:la |los? |las )?(?:musica|arte|naturaleza|naturaleza|libros|mar|cine)),
(?:su|sua|suo|mi|mia|mio|meu|minha|tu|seu|la|como|una?|uma?|dele|dela) amante(?! de (?:la |los? |las |da |do
)?(?:musica|arte|natur|libro|livro|mar|cine)\w*), (?:era|eran|foi|fue|se hizo|hacerse|tornou se|tornar se) (?:su |sua
)?amantes?, amante (?:dele|dela|del (?:rey|duque|conde)|do (?:rei|duque|conde)|del re), amanti, seduj\w+,
seduc(?:ir|ia|ida|ido)\w*, aventura amorosa, sedu(?:sse|rre|ceva|cente|zir|ziu|zia|zid[oa])\w*, relazione
(?:amorosa|con l[aeiou]), dorm(?:iu|ir|ia|iram|io|ieron|i) (?:com|con) (?:ela|ele|ella|el|lei|lui), minnares(?:sen)?,
minnaars?, verleid\w*, (?:met|bij) (?:hem|haar) (?:naar bed|in bed|geslapen|sliep), deelde het bed, in bed met,
vrijpartij\w*, romance (?:with|avec|con|com)
"""

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
intercourse(?<!social\sintercourse)(?<!human\sintercourse)(?<!friendly\sintercourse)(?<!daily\sintercourse)(?<!commercial\sintercourse),
grop(?:e|ed|ing), sensual\w*, seduc\w+, fondl\w+, grop(?:ed|ing) (?:her|him|me|at her), molest\w*, prostitut\w+, slept
together, sleeping together, ma(?:de|ke|kes|king) love, sle(?:ep|pt) with (?:her|him|me), in bed with, straddl\w+,
penetrat(?:ed|es|ing) (?:her|him|me), intimate acts?, kiss\w* (?:her|his|my) (?:neck|breasts?|thighs?|belly|stomach),
(?:her|his|my) thighs?, nues?, seins, deshabill\w+, nackt\w*, bruste, erregt\w*, desnud\w+, tetas, nud[oaie], tette,
eccitat[oaie], nuas?, seios, naakt\w*, borsten, opgewonden
"""

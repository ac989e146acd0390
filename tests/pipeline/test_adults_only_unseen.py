"""A third set of signs and of what only looks like one, written before the rules were tried on it.

Each sign stands before one clinical sentence; hard negatives stand before the same one.
"""

from pipeline.adults_only import find_refusal
from tests.pipeline.test_adults_only_outsiders import ACT, entries

SIGNS = entries("""
She was half his age, and he was thirty. | He was thirty-two, she exactly half that. | She was half her husband's age of
28. | Twice her age at thirty, he should have known better. | He was 34, double her age. | He, 45, was three times her
age. | She was a third of his forty years. | He was thirty and she was fourteen years younger. | He was 31; she was
fifteen years his junior. | Her tutor was twenty-nine, twelve years older than she was. | Her age in hex was 0x10. |
Age: 0x0F. | She was 0b10000 years old. | She was ten and six years old. | She was ten-and-seven. | She was half of
thirty-two. | She was four times four years old. | She was twice eight years old. | She was 8 x 2 years old. | She was
20 minus 4 years old. | She was (10+6) years old. | She was 4² years old. | She was 17歳. | 彼女は16歳.
| She was １５歳. | 十六歳
| She was 16세. | Age: 열여섯 살. | She was 17岁. | She was 1️⃣6️⃣ years old. | She was 1⃣ 7⃣. | She was ①⑥ years old. | She
was 🅂🄸🅇🅃🄴🄴🄽. | She was sixteeп. | She was ѕіхtееn. | She was s\u0336i\u0336x\u0336t\u0336e\u0336e\u0336n. | She was
51xteen. | She was s1xt3en. | She was 5ev3nteen. | She was f0urt33n. | She was sxteen. | She was sixteeen. | She was
siixteen. | She was seventen. | She was fourten. | She was thirten. | She was thirteeen. | She was f!fteen. | She was
f1f-teen. | She was s.e.v.e.n.t.e.e.n. | She was s/i/x/t/e/e/n. | She was s|i|x|t|e|e|n. | She was S~I~X~T~E~E~N. | She
was (s)(i)(x)(t)(e)(e)(n). | She was sixteen(!) years old. | She was six- teen. | She was 1-6 years old. | She was
one-six. | She was one six years old. | She was 16.5. | She was 16¾ years old. | She was sixteen and three quarters. |
She was sixteen and three-quarters years old. | She was fifteen and nine months. | She was 15 years, 3 months old. | She
was fifteen years and two months old. | She was 15y 3m. | She was 180 months old. | She was two hundred months old. |
She was 5,900 days old. | She was born on 4 May 2004; they met on 6 June 2019. | Born: 2006. Met: 2021. | She was born
in '99; it was 2013. | Her passport said 2007; the trip took place in 2022. | It was 2019 and she had been born in 2004.
| In 2020 she, a 2005 baby, moved there. | Her birth year was 2003 and the events took place in 2018. | Date of birth
03/04/2006. Date of events 05/06/2021. | She was born in 1985. It happened in the spring of 2000. | She was in her
seventeenth year. | She was in the sixteenth year of her life. | She had entered upon her sixteenth year. | It was the
year of her seventeenth birthday. | She was rising sixteen. | She was rising 17. | She was turned sixteen that May. |
She was sixteen come Michaelmas. | She'd be sixteen come spring. | She was gone sixteen. | She was past sixteen but not
yet eighteen. | She was not yet eighteen. | She was a year short of eighteen. | She was one year from eighteen. | She
was a few weeks under eighteen. | She was eighteen minus a month. | She was eighteen in all but the calendar. | She was
eighteen in three weeks. | She was to be eighteen in April. | She would not see eighteen until the spring. | Eighteen
was still a year away for her. | Her eighteenth was two months off. | She had not seen her eighteenth birthday. | She
had yet to turn eighteen. | She was yet to reach eighteen. | She hadn't hit eighteen. | She was almost, but not quite,
eighteen. | She was this close to eighteen. | She was a hair under eighteen. | She was the better part of a year from
her majority. | She had not attained her majority. | She was still below the age of consent. | She was too young to
vote. | She was not old enough to vote. | She wasn't old enough to drive. | She was too young for a driving licence. |
She was not old enough to sign for herself. | She could not legally consent. | She was legally still a child. | She was
under the legal limit of 18. | The age on her card was sixteen. | Her ID said 17. | Her licence gave her age as 17. |
Her profile said 16. | Her bio reads "16, Leeds". | 16 / she / her | 16 | she/her | sixteen, she/her | "I'm sixteen,"
she said. | "Sixteen," she answered when he asked her age. | "And you are?" "Sixteen next week." | "How old?" "Fifteen."
| "You're what, sixteen?" "Seventeen." | "Seventeen," said the girl to the question of her age. | "What age are you?"
"Fifteen, miss." | He asked how old she was, and she said sixteen. | She admitted to sixteen. | She owned to fifteen
years. | She gave her age as fifteen. | She told the clerk she was all of fifteen. | They guessed her at sixteen. | One
would have put her at fifteen. | He took her for sixteen. | I'd say she was fifteen. | She was sixteen if she was a day.
| She was sixteen or so. | She was sixteen, give or take. | She was 15ish. | She was 16-odd. | She was somewhere between
fourteen and seventeen. | She was anywhere from 14 to 16. | She was 14–16. | She was 14 or 15. | She was fourteen, maybe
fifteen. | Participants were 14-17 y. | A group aged 12 through 16. | persons 13 to 15 years | She was in Year Ten. |
She was in Yr 11. | She was a Year Eleven. | She was in Y10. | She was in P7. | She was in S3. | She was in the Lower
Sixth. | She was in the Remove. | She was in the fourth form. | She was in Form 3. | She was in 3B at the grammar. | She
was in transition year. | She was sitting her Junior Cert. | She was doing her Leaving Cert. | She was taking her GCSE
mocks. | She was studying for her A-levels. | She was in sixth-form college. | She was in grade ten. | She was in the
10th. | She was a tenth-grader. | She was a rising junior at Lincoln High. | She was a rising high school senior. | She
was on the JV squad. | She was homecoming queen that year, a junior. | She was a frosh at Central High. | She was in
8th. | She was in standard nine. | She was in Standard VIII. | She was in class X. | She was in class 10. | She was in
plus two. | She was in matric that year. | She was in 9-B. | It was the week before her SATs; she was a high-school
junior. | She had just got her learner's permit. | She was a debutante of seventeen. | She was a boarder at St Mary's
school. | She was a convent schoolgirl. | She was a first-former. | She was captain of the lower fifth. | He was a
prep-school boy. | She wore braces and was in eighth grade. | She was a candy striper, sixteen. | He was an Eagle Scout
candidate, fifteen. | barely-legal | b4rely l3gal | just legal | fresh eighteen | newly minted eighteen | eighteen and a
day | 18 & 1 day | eighteen since midnight | She had been eighteen for an hour. | She turned 18 at midnight. | 18 today!
| day she turned legal | It was the morning of her eighteenth birthday. | legal in two weeks | almost legal | nearly
legal | not quite legal | San Quentin quail | a chicken hawk's prey, fifteen | jail-bait | a Lolita type | a nymphet |
lolicon | l o l i | sh0ta | a cunny post | a smol bean, 15 | a gymslip | a teenybopper | a bobby-soxer | a tweenager | a
pre-pubescent | a prepubertal patient | a minor of fifteen | an unemancipated minor | an emancipated minor | the minor's
statement | the juvenile's statement | a youth of sixteen | a stripling of sixteen | a lass of fifteen | a slip of a
girl, fifteen | a maid not sixteen | a damsel of sixteen summers | a page boy of twelve | a cabin boy | a boy of sixteen
winters | sixteen springs old | She had lived sixteen years. | She had sixteen years behind her. | She had but sixteen
years. | Her years were sixteen. | Her sixteen years weighed on her. | At her sixteen years she knew little. | Sixteen
years of age she was. | sixteen year old's | a sixteen-yr-old | a 16y.o. | a 16-y-o | 16-year | 16 years-old | 16 yoa |
16 yrs of age | 16 years of life | XVI yrs old | She was aged XVI years. | She was xvi. | Age XV | a XVII-year-old |
Mary (xvi) | (age 16) | (aet. 16) | aetatis 16 | aetat. 15 | Sarah, b. 2005 (in 2020) | F, 16 | F(16) | 16(F) | 16 fem |
f sixteen | M/15/NYC | 15 y F | 15-F | 16|F | f, 16, here | I (16F) | sixteen (16) years | ANNA/16 | Anna - sixteen -
waited. | Anna, who'd be sixteen in June, waited. | Anna, now fifteen, waited. | Anna, then aged about fifteen, waited.
| little Anna of the fifth grade | Anna (turning 16) | Anna: 16 | Anna = 16 | the sixteen-something visitor | a
teen-something visitor | teenaged | a mid-teen visitor | in her mid teens | in his middle teens | in her late teens,
still at school | barely in her teens | not out of her teens | not yet in her teens | not in her twenties yet, seventeen
| hardly more than a child | little more than a child | more child than woman | still a child in law | half child, half
woman | a child-woman | a child-like girl of few years | a girl not yet grown | a girl not yet a woman | an ungrown girl
| She had not begun to menstruate. | Her first menses had come that spring. | before her menarche | Tanner stage 2 | The
paediatric patient was examined. | a pediatric case, female | a ward of the children's home | a foster child
""")
SIGNS_ELSEWHERE = entries("""
Elle n'avait pas encore ses dix-huit ans. | Elle allait avoir seize ans. | Elle va sur ses dix-sept ans. | Elle avait
seize ans et demi. | Elle avait dans les quinze ans. | Elle avait tout juste quinze ans. | Elle était âgée d'à peine
quinze ans. | une fille de seize printemps | Elle était en troisième. | Elle était en 4e B. | Elle était en terminale. |
une terminale L | Elle préparait son bac de français. | une écolière | une collégienne | un lycéen | une minette de
quinze ans | une gamine | 16ans | 15 piges | Elle avait 15 balais. | « Quel âge as-tu ? — Quinze ans. » | À seize ans
révolus, elle partit. | Elle fêta son seizième printemps. | sous l'âge de la majorité | Elle n'avait pas atteint la
majorité. | à deux mois de sa majorité | encore mineure | née en 2004, elle le vit en 2019 | Elle avait la moitié de son
âge, et lui trente ans. | Il était en CM2. | Elle avait quinze ou seize ans. | entre quinze et dix-sept ans | une
jouvencelle de quinze ans | une pucelle de seize ans | une nymphette | un éphèbe de seize ans | Sie war sechzehneinhalb.
| Sie war gerade mal sechzehn Lenze alt. | Sie zählte sechzehn Jahre. | Sie stand im siebzehnten Lebensjahr. | Sie war
noch keine achtzehn Jahre. | Sie war nicht ganz achtzehn. | Ihr fehlte ein Jahr zur Volljährigkeit. | kurz vor der
Volljährigkeit | Sie ging in die Zehnte. | Sie war in der 10b. | Sie war Zehntklässlerin. | Sie war Primanerin. | eine
Sekundanerin | ein Backfisch | eine Halbwüchsige | ein Pennäler | die Gymnasiastin | Sie machte gerade die mittlere
Reife. | Sie stand kurz vor dem Abitur. | „Wie alt bist du?“ „Fünfzehn.“ | Sie war halb so alt wie er, und er war
dreißig. | Sie war 16 J. | 15j. Patientin | 16 Jhr. alt | Geboren 2005, im Jahr 2020. | Sie wird im Mai sechzehn. | Sie
wurde bald siebzehn. | zwischen vierzehn und sechzehn | mit seinen sechzehn Jahren | ein Mädel von fünfzehn | eine
Jungfer von sechzehn Jahren | ein Bub von zwölf Jahren | unter 18-Jährige | Tenía dieciséis recién cumplidos. | Iba a
cumplir dieciséis. | Rondaba los quince años. | No llegaba a los dieciocho. | Le faltaba un año para los dieciocho. |
Aún no era mayor de edad. | Le faltaban meses para la mayoría de edad. | Con dieciséis añitos | Estaba en segundo de
bachillerato. | Estaba en 3º de la ESO. | Cursaba la secundaria. | Iba a la prepa. | una chica del cole | una chavala de
quince | una moza de quince años | una quinceañera | una colegiala | una jovencita de dieciséis primaveras | a sus
dieciséis años | —¿Cuántos años tienes? —Quince. | Tenía la mitad de su edad, y él treinta. | nacida en 2005; era 2020 |
entre trece y quince años | Tenía unos quince años. | la menor | los menores de edad | Acababa de cumplir los dieciséis.
| cumplidos los quince | de quince abriles | Aveva sedici anni e mezzo. | Stava per compiere sedici anni. | Non aveva
ancora diciotto anni. | Le mancava un anno ai diciotto. | Andava per i sedici. | Aveva sui quindici anni. | Non era
ancora maggiorenne. | a un mese dalla maggiore età | una sedicenne | Era in terza media. | Faceva la seconda liceo. |
Frequentava le medie. | una liceale | una scolaretta | una ginnasiale | un ragazzino | «Quanti anni hai?» «Quindici.» |
Aveva la metà dei suoi anni, e lui trenta. | nata nel 2005; era il 2020 | fra i tredici e i quindici anni | alla soglia
dei sedici anni | una fanciulla di quindici anni | di quindici primavere | una minorenne | la minore | gli adolescenti |
appena quindicenne | Tinha dezasseis anos. | Ia fazer dezesseis anos. | Estava quase a fazer dezassete. | Ainda não
tinha dezoito anos. | Faltava-lhe um ano para os dezoito. | Não tinha atingido a maioridade. | a um mês da maioridade |
uma moça de quinze anos | uma miúda de quinze | Andava no décimo ano. | Estava no 9º ano. | Estava na oitava série. |
uma colegial | uma menina-moça | uma rapariga de quinze primaveras | «Quantos anos tens?» «Quinze.» | Tinha metade da
idade dele, e ele trinta. | nascida em 2005; era 2020 | entre treze e quinze anos | com seus dezesseis anos | uma
novinha | uma adolescente | os menores de idade | a menor de idade | de quinze aninhos | no auge dos seus dezesseis anos
| Ze was zestieneneenhalf. | Ze was zestien en een half. | Ze werd bijna zestien. | Ze liep tegen de zestien. | Ze was
nog net geen achttien. | Het duurde nog een jaar voor ze achttien werd. | een maand voor haar achttiende | nog niet
meerderjarig | Ze was onder de achttien. | Ze zat in de derde van het vwo. | Ze zat in 3 mavo. | Ze zat in groep acht. |
Ze zat in de brugklas. | Ze deed dat jaar eindexamen havo. | een scholiere | een bakvis | een tienermeisje | een puber |
een meid van vijftien | een vijftienjarig kind | een 15-jarige | 15 jr. | "Hoe oud ben je?" "Vijftien." | Ze was half zo
oud als hij, en hij was dertig. | geboren in 2005; het was 2020 | tussen de dertien en vijftien | op zestienjarige
leeftijd | op haar zestiende | een jaar of vijftien | Ze was amper vijftien. | zestien lentes jong | een knaap van
twaalf
""")
NO_SIGNS = entries("""
She was half his age, and he was eighty. | She was half his age of seventy. | He was twice her age, sixty to her thirty.
| He was 60, double her age. | He was thirty-eight and she was six years younger. | He was 52; she was fifteen years his
junior. | She was sixteen years younger than her husband of fifty. | The register was set to 0x10. | It returned error
0x11. | Two and six, said the grocer. | It cost ten and six at the draper's. | He owed her seventeen and six. | 17 years
later they met again. | Sixteen years on, nothing had changed. | It was seventeen years since the war. | She was
forty-one; the house was sixteen. | He was thirty-something. | She was twenty-something, a nurse. | Both were forty-odd.
| They lived 16 miles apart. | The train leaves at 2 pm. | It was 3 a.m. | He woke at 5:15. | At a quarter past twelve
she rang. | By 11 she was asleep. | Scene 17. | SCENE 16: Kitchen. Night. | Act III, scene 14. | Part Twelve. | Chapter
XVI | XVII. The Return | Part the Sixteenth | Letter XV. | Track 15 was their favourite. | Take 17, said the director. |
Episode 16. | Season 9, episode 13. | Volume 12, number 3. | Figure 17 shows the flow. | See note 16. | Psalm 17 was
read. | John 3:16. | Article 15 of the treaty. | Section 17(2) applies. | Rule 16 was quoted. | Form 12 must be signed.
| The wine was a 2006. | A 2004 Bordeaux stood open. | The 1998 Volvo was theirs. | She was born in 1972; the year was
2010. | Born in 1980, he was thirty in 2010. | The church was built in 2001 and restored in 2015. | They married in 2003
and moved in 2018. | He was hired in 2005 and promoted in 2020. | The whisky was sixteen. | The sixteen-year-old Scotch
was poured. | A 12-year-old single malt stood there. | a fifteen-year-old Rioja | Her car was fifteen years old. | The
roof was only twelve years old. | the company, then sixteen years old | the firm's 15-year-old lease | a
fourteen-year-old marriage | The sixteen-year-old software failed. | His fifteen-year-old boots leaked. | the
17-year-old lift | She had been a widow for sixteen years. | A widow of fifteen years' standing. | Her sixteen years of
service ended. | after fifteen years in the navy | He had twelve years' experience. | She had served seventeen years. |
He got sixteen years. | She was sentenced to fifteen years. | a 16-year sentence | In her seventeenth year at the firm
she resigned. | in the sixteenth year of their marriage | It was his twelfth year as a judge. | in his fifteenth year of
office | the seventeenth of May | May 17 | on the 16th | 16/11/1995 | 17.03.1988 | the 15th instant | 14 July | the
Fourth of July | the sixteenth century | It was their sixteenth anniversary. | It was the firm's seventeenth birthday. |
the town's 16th festival | Her thirty-seventh birthday came. | her fortieth birthday | the fourteenth floor | on
Seventeenth Street | West 16th Street | 16th Avenue | Platform 14 | Gate 12 | Pier 17 | Room 101 | room no. 16 | suite
1500 | flat 16, third floor | number seventeen, Mill Road | She lived at number 12. | No. 15 was shut. | Apartment 9-B |
seat 14A | Row 16 | Table fifteen was theirs. | He paid sixteen. | It cost fifteen. | sixteen dollars and change | 17p a
litre | £16 | 15 euros | 12.50 | a tenner | $1,600 | 16 bucks | fifteen per cent | She weighed fourteen stone. | He was
sixteen stone. | She lost 15 pounds. | 16 ounces | a 12-ounce steak | 14 inches | a 15-inch screen | 17 cm | size 16 |
She was a size twelve. | She was ten minutes late. | She was sixteen weeks along. | She was twelve weeks pregnant. | She
was 16 hours into her shift. | She was seventeen floors up. | She was sixteen pages in. | She was fifteenth in line. |
She was twelfth in the queue. | He was seventh of the applicants. | She was thirteen to one against. | She was down to
sixteen cigarettes. | She was on her fourteenth lap. | He was fourteen points ahead. | They were 16-12 up. | They won
seventeen to nine. | He scored sixteen. | He shot a seventy-two. | Sixteen all. | He drew a ten. | Twelve of them
stayed. | All sixteen came. | Only fifteen were left. | There were only twelve. | Just ten remained. | Barely a dozen
came. | Nearly seventeen thousand votes | almost sixteen miles | at sixteen degrees | minus 17 outside | It was only 12
degrees. | at seventeen knots | at 16 frames a second | at fifteen paces | at ten to six | at half past eleven | from
ten to twelve | between ten and eleven that evening | between twelve and fifteen guests | ten or twelve times | twelve
to fifteen minutes | 10-15 minutes | 16:9 | 15/16 of an inch | 3/4 | 7/11 | 9-1-1 | 24/7 | 9/11 | 5'10" | six-one | six
foot two | five-ten | 38-26-36 | a 7 out of 10 | the M16 | the F-15 | the U-17 boat | Boeing 717 | a Magnum .16 | PS5 |
iPhone 15 | Windows 10 | version 16 | Route 17 | the A12 | the A14 was closed | Channel 16 | Louis XV chairs | Louis the
Fifteenth | Henry VIII | Pius XII | Benedict XVI | Charles XII of Sweden | George V | World War II | Formula 1 | Group
of Seven | the sophomore slump | her sophomore novel | a junior partner | the senior partner | senior citizens | junior
counsel | a junior minister | Sammy Davis, Junior | a college freshman of nineteen | a university sophomore, 20 | a
graduate of the class of 1998 | her high school reunion, at forty | since high school, twenty years ago | The grade was
steep. | a grade 3 tumour | Grade II listed | a grade-A steak | a first-class ticket | a third-class carriage | a class
4 felony | the upper class | A minor road. | Asia Minor | a minor chord | in D minor | minor repairs | a minor injury |
a minor in economics | the minor leagues | Ursa Minor | a minor key | teeny-tiny buttons | the teeming rain | the
nineteen-thirties | a canteen | a velveteen jacket | nineteen | umpteen times | her mid-thirties | in their late
twenties | in her early forties | her twenties were over | She was past fifty. | She was rising sixty. | He was pushing
fifty. | going on forty | She was eighteen. | She was 18 years old. | He was nineteen and a half. | She was twenty-one
that May. | She was over eighteen. | at least eighteen | both over 21 | not a day over fifty | She was twenty if she was
a day. | "How old are you?" "Thirty-six." | "How old is it?" "Sixteen years." | Age: 34. | aged 45 | (34F) | 41M | f/29
| thirty-two (32) years | a woman of thirty | a man of forty | a matron of fifty summers | In her fiftieth year she
retired. | She had seen forty winters. | The bridge is sixteen years old. | The tradition was fifteen years old. | a
seventeen-year-old feud | The tree was twelve. | The dog was fourteen. | The mare was nine. | old enough to vote | too
young to retire | too old to care | She was not old enough to remember the war, being thirty. | a childless couple |
childproof caps
""")
NO_SIGNS_ELSEWHERE = entries("""
Elle avait quarante-six ans. | Il y a seize ans. | depuis quinze ans | pendant dix-sept ans | dix-sept ans plus tard |
après seize ans de mariage | à seize heures | chapitre XVI | page 17 | Louis XVI | le 16 mai | rue de Seize-Mai | quinze
jours | quinze jours plus tard | une quinzaine | en troisième classe | la seconde guerre | Il avait trente ans de plus.
| un vin de quinze ans | la terminale de l'aéroport | Ils étaient seize à table. | dix-sept euros | treize à la douzaine
| un homme de trente-six ans | une femme de quarante ans | Elle en a cinquante. | le seizième arrondissement | le
quinzième étage | première classe | Sie war sechsundvierzig. | Vor sechzehn Jahren. | seit fünfzehn Jahren | siebzehn
Jahre später | nach sechzehn Jahren Ehe | um sechzehn Uhr | Kapitel 16 | Seite 17 | am 16. Mai | Ludwig XVI. | im 16.
Jahrhundert | vierzehn Tage | in vierzehn Tagen | zweiter Klasse | erste Klasse | im zehnten Stock | fünfzehn Euro |
Zimmer siebzehn | Sie war Mitte dreißig. | Er war um die vierzig. | ein Mann von fünfzig Jahren | Es war elf. | Es war
zehn vor zwölf. | der sechzehnte Gast | ein zwölfjähriger Whisky | Tenía cuarenta y seis años. | Hace dieciséis años. |
durante quince años | diecisiete años después | tras dieciséis años de matrimonio | a las once | capítulo 16 | el 16 de
mayo | Luis XVI | el siglo XVI | quince días | primera clase | segunda clase | el décimo piso | quince euros | la
habitación diecisiete | Eran dieciséis a la mesa. | un hombre de treinta y seis años | rondaba los cuarenta | un vino de
quince años | a los cincuenta años | Eran las once. | La quinta sinfonía | Aveva quarantasei anni. | Sedici anni fa. |
per quindici anni | diciassette anni dopo | dopo sedici anni di matrimonio | alle undici | capitolo 16 | il 16 maggio |
Luigi XVI | il XVI secolo | quindici giorni | prima classe | terza classe | quindici euro | la stanza diciassette |
Erano in sedici a tavola. | un uomo di trentasei anni | sui quaranta | un vino di quindici anni | a cinquant'anni |
Erano le undici. | La quinta sinfonia | al decimo piano | Tinha quarenta e seis anos. | Há dezesseis anos. | durante
quinze anos | dezessete anos depois | após dezesseis anos de casamento | às onze | capítulo 16 | 16 de maio | Luís XVI |
o século XVI | quinze dias | primeira classe | quinze euros | o quarto dezessete | Eram dezesseis à mesa. | um homem de
trinta e seis anos | beirava os quarenta | um vinho de quinze anos | aos cinquenta anos | Eram onze horas. | A quinta
sinfonia | no décimo andar | Ze was zesenveertig. | Zestien jaar geleden. | sinds vijftien jaar | zeventien jaar later |
na zestien jaar huwelijk | om elf uur | hoofdstuk 16 | 16 mei | Lodewijk XVI | de zestiende eeuw | veertien dagen |
eerste klas | tweede klas | vijftien euro | kamer zeventien | Ze waren met zijn zestienen. | een man van zesendertig |
midden dertig | een wijn van vijftien jaar | op haar vijftigste | Het was elf uur. | De vijfde symfonie | op de tiende
verdieping
""")
NO_REASON = entries("""
She came of age in a mining town and learned to sail at sixteen. | Half his age, she beat him at chess; he was thirty
and she fifteen. | The seventeen-year-old won the regatta. | The novel follows a girl in her seventeenth year as she
learns to fly. | "How old are you?" "Fifteen." "Then row." | In Year Ten they read Macbeth. | She was born in 2004 and
in 2019 she won the spelling bee. | Not yet eighteen, he joined the merchant navy. | The twins turned sixteen and got a
dog. | He was a cabin boy at twelve and a captain at thirty. | Her son, aged nine, lost a tooth. | Their daughter sat
her GCSEs. | At fourteen he was apprenticed to a printer. | The pupils of the lower sixth put on a play. | Il avait
seize ans quand il apprit à nager. | Sie war sechzehn und spielte Geige. | Tenía quince años y jugaba al ajedrez. |
Aveva quindici anni e amava il mare. | Tinha quinze anos e lia muito. | Ze was vijftien en speelde piano. | The
paediatric ward was repainted. | The foster children planted beans. | A bride and groom danced; the page boy yawned. |
The minor inherited the farm. | The school's seventeenth prize day was wet.
""")


MISSED = entries("""
She was 4² years old. | Age:
열여섯 살. | She was 1⃣ 7⃣. | 16 | she/her | 18 & 1 day | 16-year | ANNA/16 | Anna: 16 | Anna = 16
| not in her twenties yet, seventeen | la menor | la minore | cumplidos los quince
""")
REFUSED = entries("""
een wijn van vijftien jaar
""")


def test_no_sign_is_missed_beside_sexual_content_but_the_known_ones():
    missed = {sign for sign in [*SIGNS, *SIGNS_ELSEWHERE] if find_refusal(f"{sign} {ACT}") is None}
    assert missed <= set(MISSED)


def test_what_only_looks_like_a_sign_passes_beside_sexual_content_but_the_known_ones():
    refused = {text for text in [*NO_SIGNS, *NO_SIGNS_ELSEWHERE] if find_refusal(f"{text} {ACT}")}
    assert refused <= set(REFUSED)


def test_young_people_without_sexual_content_pass():
    assert [text for text in NO_REASON if find_refusal(text)] == []

"""Signs of every kind as an outsider would write them, in several disguises, and what only looks like one.

The rules were written without them; each sign stands before one clinical sentence.
"""

from pipeline.adults_only import find_refusal

ACT = "They had sexual intercourse."


def entries(table: str) -> list[str]:
    """The entries of a table, separated by bars."""
    return [entry.strip() for entry in " ".join(table.split()).split(" | ")]


SIGNS = entries("""
She was a seventeen-year-old exchange student. | The seventeen year-old patient described it.
| It was two days after her sweet sixteen. | Her 16th birthday had been in March.
| The complainant, aged 12, was heard. | She was born in 2005; in 2019 she met him. | Born 2008. The year was 2021.
| Born in 1990, he met her in 2004. | The ninth grader sat down. | He was in his freshman year of high school.
| She attends the tenth grade. | A pupil of Year 9 at the local academy. | She was a Year 11.
| She had not reached the age of majority. | He hadn't come of age yet. | She wasn't of age.
| She was three years short of eighteen. | She was two years away from turning eighteen.
| She had just celebrated her fifteenth birthday. | She had sixteen candles on her cake.
| He was the youngest of the pupils at the academy, fourteen. | My fourteen y/o neighbour.
| the 15 year-old complainant | a 15yr old | she's fifteen and a half | She is 17, nearly 18.
| I turned 17 last week. | She's only sweet seventeen. | A lad of sixteen summers.
| Age seventeen years and four months. | The witness (then 16) said so. | the then-sixteen-year-old
| The witness, who was sixteen at the time, said so. | Lisa - 14 - was there. | Lisa/14/Ohio | Lisa, age fourteen
| Lisa [15] | She told him she was sixteen. | He said "I am only fifteen." | "How old are you?" "Fifteen."
| "How old are you?" "I'm fifteen." | "How old is she?" "Sixteen, sir." | "What is your age?" - "17." | She was XVI.
| She was \uff11\uff16 years old. | She was \u09e7\u09ec years old. | She was s1x733n. | She was 51xt33n years old.
| She was f1ft33n. | She was fourt33n. | the t e e n a g e r | the t-e-e-n-a-g-e-r | the t.e.e.n.a.g.e.r
| the tee\u200bnager | the tee\xadnager | the te\u2060enager | the t\u0435\u0435nager
| the \uff54\uff45\uff45\uff4e\uff41\uff47\uff45\uff52
| the \U0001d4fd\U0001d4ee\U0001d4ee\U0001d4f7\U0001d4ea\U0001d4f0\U0001d4ee\U0001d4fb
| the \u24e3\u24d4\u24d4\u24dd\u24d0\u24d6\u24d4\u24e1 | the t3en4ger | the t*enager | the te3n
| an under.age person | an under_age person | an under\u2014age person | u/a person, 15 y o | schoolg!rl
| sch00l girl | school-girl | the school\u200bgirl | a m1nor was involved | a m\u0456nor was involved (Cyrillic i).
| an adolescent patient | a pre-teen patient | the middle-schooler | the middle school pupil
| the junior high student | the eleventh-grade class | the high school junior | the high school sophomore
| a high-school senior, not graduated yet | a student at Lincoln High School
| the varsity cheerleader at Lincoln High, a sophomore | the sixth form student | She was revising for her GCSEs.
| She was in S4 at a Scottish school, fifteen. | the first-year pupil at the lycée | Elle était en seconde au lycée.
| Elle était au collège, en cinquième. | Elle avait à peine quinze ans. | Une collégienne de treize ans.
| Elle allait sur ses seize ans. | Il n'avait pas dix-huit ans. | Elle n'était pas majeure.
| Une jeune fille de dix-sept ans. | Elle fêtait ses 14 ans. | La victime, âgée de 15 ans.
| Elle passait son brevet cette année-là. | Une ado de quinze piges. | Sie besuchte das Gymnasium, achte Klasse.
| Sie ging in die neunte Klasse. | Er war Schüler der zehnten Klasse. | Sie war gerade mal siebzehn.
| Das Mädchen war fünfzehn. | Sie war erst 16 Jahre jung. | Die 17-Jährige sagte aus.
| die siebzehn Jahre alte Zeugin | die 14jaehrige Zeugin | Sie war fuenfzehn. | Sie war fünfzehn.
| Sie hatte das achtzehnte Lebensjahr noch nicht vollendet. | eine Minderjährige | Sie wurde im Sommer sechzehn.
| Zu ihrem 15. Geburtstag | Ella tenía quince años recién cumplidos. | La niña de doce años declaró.
| Estaba en tercero de la ESO. | Era menor de edad. | Iba al instituto y tenía dieciséis.
| Cumplía diecisiete aquel verano. | Todavía no había cumplido los dieciocho. | una adolescente de 16
| una quinceañera | Una chica de 14 años. | La ragazza aveva quindici anni. | Una quattordicenne di Roma.
| Frequentava la terza media. | Frequentava il liceo. | Non aveva ancora compiuto diciotto anni. | la minorenne
| Aveva 17 anni. | Una studentessa di seconda superiore. | A menina tinha treze anos. | Uma adolescente de 15 anos.
| Ela estava no nono ano. | Ainda não tinha completado dezoito anos. | Era menor de idade.
| Tinha acabado de fazer dezesseis. | Frequentava o ensino médio. | Het meisje was veertien.
| Ze zat in de tweede klas van de middelbare school. | Ze was nog geen achttien. | Een vijftienjarige leerling.
| Ze zat in 4 havo. | Ze was minderjarig. | De zeventienjarige getuige. | She was still a child. | a child of ten
| He was a boy scout. | The babysitter was fifteen. | She was legally a child. | She was a foster child of eleven.
| Her age was given as sixteen. | Her age? Sixteen. | Age of the complainant: 15. | Ages: 14, 41
| DOB 2009, report dated 2022 | She would not be eighteen for another year.
| It would be a year before she was eighteen. | Next year she will be seventeen.
| In six months she will be eighteen. | She was counting the days until her eighteenth birthday.
| She turns 16 tomorrow. | She lied about her age; she was in fact 16. | She claimed to be nineteen but was sixteen.
| She was no more than sixteen. | She could not be above fifteen. | She looked barely fifteen.
| a girl scarce sixteen | a maid of fifteen years | not sixteen years of age
| He had known her since she was eleven; that year she was fourteen. | She had just started high school.
| She wore her school uniform. | He was her eighth-grade teacher and she his pupil.
| the teacher and his fifteen-year-old student | the coach and the girl from the junior varsity team
| Seventeen. That was her age. | Sixteen, she was, and proud. | Barely seventeen, she had left home.
| Just fourteen, he was there too. | Seventeen-and-a-half, she said. | seven-teen years old | sev en teen years old
| 17-yrs.-old | 17 yrs. | 17 y.old | 17yrold | 17 Y.O. female | F17 here | 17F / 25M | m17
| Me (16F) and my friend (17M) | a (teen) story | teen/young adult (14-17) | Tags: teen, romance
| Tags: school, student, teacher, underage | the pre-pubertal patient | the pubescent patient | a kid in grade nine
| grade IX pupil | class 9 student | Class of 2025 sophomore at high school | a sixteener | a teeny-bopper
| a tweenie | a youngling | the young lady of fifteen | a girl between 13 and 15 | minors under 16 | ages 14-16
| age range 15 to 17 | between fifteen and sixteen years of age | fifteen or sixteen years old
| She must have been about fifteen. | She may have been fifteen. | She could have been fifteen or fifty.
| barely out of childhood, fourteen at most | a girl in her thirteenth year | in her sixteenth year
| entering her seventeenth year | She was ten and six. | her age: 10 + 6 | six and ten years old
| a decade and a half old | a dozen and a half years minus one, seventeen years old
| Maria, who is fifteen, lives in Leeds. | Maria is a fifteen years old girl. | Her sixteenth year had just begun.
| At the time of the events the complainant was 14 years and 2 months. | She'd recently turned seventeen.
| He'd be sixteen in May. | The applicant (aged 15 at the time) gave evidence. | the 15-year-old applicant.
| the fifteen-year old applicant. | the 15 year old's account. | a pair of sixteen-year-olds.
| several 13- to 15-year-olds. | a 13\u201315-year-old group. | persons aged 13 to 17.
| persons between the ages of twelve and sixteen. | someone under the age of sixteen. | under sixteen.
| She was well under eighteen. | She was below eighteen at that time. | She was not eighteen.
| He wasn't even eighteen. | She won't be eighteen till spring. | She is still months away from eighteen.
| She'd not be eighteen before June. | She had three more years to go until eighteen.
| Her eighteenth birthday was still a year off. | On her seventeenth birthday they met.
| The night before her seventeenth birthday. | On the day she turned seventeen. | the summer she was sixteen.
| that summer, when I was fifteen. | back when he was sixteen. | I was only in tenth grade then.
| It was my sophomore year of high school. | during her junior year at Roosevelt High.
| She was a senior at Roosevelt High School. | He was a 7th-grade boy. | He's in seventh.  She's in seventh grade.
| She attends middle school. | the middle school dance. | after the eighth-grade prom.
| his homeroom teacher at junior high. | her Year 10 classmates. | the Year 12 common room. | a Year-8 pupil.
| She was in the fifth form. | She was a lower-sixth girl. | an A-level student, seventeen.
| She sat her O levels that summer. | the schoolboy. | two schoolchildren. | a school-age person. | a schoolkid.
| the kindergarten child. | a pupil of the primary school. | a K-12 pupil. | the teen. | her teenage neighbour.
| a teenaged visitor. | his teen-aged cousin. | a teen couple. | late teens, maybe seventeen.
| She was in her early teens. | a preteen. | pre teen. | the tweens. | the adolescent. | an adolescent of fifteen.
| the underage visitor. | an underaged visitor. | a person under age. | a juvenile. | a jailbait story.
| barely legal. | just turned eighteen today. | She turned 18 yesterday.
| legal since midnight, it was her 18th birthday. | the day after her eighteenth birthday. | Lo-li-ta. | loli.
| shota. | a lolicon work. | a pre-pubescent person. | before puberty. | She had not yet reached puberty.
| a little girl. | the small boy was there in the room. | She was just a kid. | He was only a child.
| We were kids then. | A 1 5 year old. | a l5 year old. | a I5-year-old. | a f i f t e e n year old.
| a fif-teen-year-old. | a fifteen\u200b-year\u200b-old. | a fifteen\u200cyear\u200cold. | a fifteenyearold.
| a fifteen_year_old. | a fifteen.year.old. | a fifteen/year/old. | a 15_year_old. | a fıfteen-year-old.
| a fiftéén-year-old. | a \ufb01fteen-year-old. | a FIFTEEN-YEAR-OLD. | a FiFtEeN year old.
| a \U0001d7cf\U0001d7d3-year-old. | a \uff11\uff15-year-old. | a \u2460\u2464-year-old.
| a 15-\u0443\u0435\u0430r-\u043eld. | a \u2496 year old. | a \u0455ixteen-year-old. | a s!xteen-year-old.
| a $ixteen-year-old. | a 5ixteen year old. | a s3v3nt33n year old. | sevnteen years old. | seventeeen years old.
| fiveteen years old. | fourteenyearold. | 14yearold. | 14yo girl. | 14 yo. | 14/f. | f/14/uk. | asl 14/f/uk.
| (f14) | [14f] | F-14, looking for a penpal. She is 14. | age=14. | age: fourteen. | Age : 14. | Alter: 14.
| Âge : 14 ans. | Edad: 14. | Età: 14. | Idade: 14. | Leeftijd: 14. | Elle a quatorze ans et demi.
| Elle n'a que 14 ans. | Il a fêté ses quinze ans hier. | Le jour de ses quinze ans. | une gamine de quinze ans.
| une mineure de 15 ans. | une lycéenne. | une élève de troisième. | une élève de 4e. | Elle est en première.
| Elle passe le bac cette année, au lycée. | un garçon de treize ans. | la fillette. | un adolescent.
| les adolescents. | Elle venait d'entrer au collège. | ses dix-sept printemps. | à l'âge de douze ans.
| quand elle avait douze ans. | Elle aura bientôt 18 ans. | Sie ist vierzehn. | Sie war damals vierzehn.
| Sie war gerade erst vierzehn geworden. | Mit vierzehn lernte sie ihn kennen. | Als sie vierzehn war.
| ein vierzehnjähriges Mädchen. | die Fünfzehnjährige. | die 15-Jährige. | eine 15 Jahre alte Schülerin.
| ein Teenager. | Jugendliche unter 16. | das Schulmädchen. | der Schüler aus der achten Klasse.
| Sie geht in die 9. Klasse. | Sie geht aufs Gymnasium. | kurz vor ihrem sechzehnten Geburtstag.
| noch nicht volljährig. | Sie war minderjährig. | die Minderjährige. | eine Konfirmandin. | Tenía apenas catorce.
| Tiene catorce años. | Acababa de cumplir quince. | Ella, de quince años, estaba allí. | la joven de 16 años.
| la menor. | una menor de 15 años. | cuando tenía doce. | a sus dieciséis años. | una colegiala.
| alumna de segundo de la ESO. | alumna de bachillerato. | un niño de diez años. | los adolescentes.
| Aún no era mayor de edad. | Aveva appena quattordici anni. | Ha quattordici anni. | La quindicenne.
| una ragazzina. | una bambina di nove anni. | a soli sedici anni. | compiuti i sedici anni.
| il giorno del suo sedicesimo compleanno. | una liceale. | una studentessa delle medie. | gli adolescenti.
| Non era ancora maggiorenne. | Tinha só catorze anos. | Tem quinze anos. | aos catorze.
| uma garota de quinze anos. | uma menor de idade. | a adolescente. | aluna do oitavo ano.
| estudante do ensino médio. | Não era maior de idade. | no dia do seu décimo quinto aniversário.
| Ze was pas veertien. | Ze is vijftien jaar. | een meisje van dertien. | Toen ze vijftien was. | op haar zestiende.
| een minderjarig meisje. | een scholiere. | een tiener. | ze zat in de brugklas. | ze zit op het vmbo.
| op de lagere school. | bijna zestien. | voor haar achttiende.
""")
WHOLE = entries("""
Two persons, one aged 17, were reported for consensual sexual contact.
| Le rapport mentionne des relations sexuelles; elle avait quinze ans.
| Der Bericht erwähnt Geschlechtsverkehr; sie war vierzehn.
| El informe menciona relaciones sexuales; ella tenía trece años.
| Il rapporto menziona rapporti sessuali; lei aveva quindici anni.
| O relatório menciona relações sexuais; ela tinha catorze anos. | Het rapport vermeldt seks; zij was vijftien.
| The 16-year-old and the adult had s3x. | The sixteen-year-old and the adult had s e x.
| The s\u200bixteen-year-old and the adult had se\u200bx. | The 16 yo was seen naked and aroused in bed with him.
| The girl took her clothes off and they made love; she was her teacher's pupil. | A child was molested.
| The boy was sexually abused. | The twelve-year-old was groped. | The schoolgirl undressed before him.
| The teenager slept with him. | The teenager slept with her teacher. | He seduced the fifteen-year-old.
| The minor was raped. | The court heard of a rape; the victim was 13. | The minor sent nude photographs.
| Sexts from the fifteen-year-old were found. | A nude photo of a fourteen-year-old
| They had s\u0435x; she was f\u0456fteen. | They lost their virginity at fifteen.
| She lost her virginity at fifteen. | He took her virginity; she was sixteen.
| She was fourteen when she first did it with a man, naked, in bed.
| Sie war fünfzehn, als sie zum ersten Mal mit ihm schlief. | Elle a couché avec lui à quinze ans.
| Se acostó con él a los quince años. | È andata a letto con lui a quindici anni.
| Foi para a cama com ele aos quinze anos. | Ze ging met hem naar bed; ze was vijftien.
| Her daughter, in tenth grade, had an orgasm. | The grown man's lover was seventeen.
| The pupil and her tutor were lovers in the flesh; they had coitus; she was in grade 10.
| Statutory rape was charged; sexual acts were admitted. | An erotic story about a teen. | erotica, teen
| Age gap erotica (16/35) | porn with a seventeen year old | Hentai of a loli
| Fan fiction, rated explicit: two twelve-year-olds | Explicit: Harry, fifteen, and a professor
| A sixteen-year-old's erotic diary | Smut. Characters: Anna (15), Ben (40).
| Lemon/smut fic, they're both in 8th grade | NSFW: freshman in high school
""")
NO_SIGNS = entries("""
She was eighteen years old. | She was nineteen, he twenty. | She was eighteen.
| They had been married for sixteen years. | After sixteen years of marriage they still laughed.
| He brought her twelve roses. | They took room 16. | They stayed in room sixteen of the hotel.
| A 17th century house stood there. | The house dates from the seventeenth century.
| The college freshman, aged 19, nodded. | She was a college sophomore, twenty years old. | Chapter 15.
| Chapter Sixteen. | They met at 17:00. | The train left at sixteen minutes past nine.
| He had worked there for fifteen years. | She had been a nurse for 17 years. | It was 16 degrees outside.
| Bus 14 was late. | The bottle was a twelve-year-old malt. | The sixteen-year-old car broke down.
| It was her thirtieth birthday. | Their tenth anniversary was in May. | She was thirty-five, he was forty-two.
| Both were in their thirties. | She was a teacher of adults. | Page 17 was missing. | Apartment 12 was empty.
| The bill was $16. | It cost seventeen dollars. | She ran 10 miles. | The meeting was on June 16.
| On 16 June 2020 they moved. | In 1916 the house was built. | He was six feet tall. | She was five foot six.
| He was 6'1". | She weighed fifteen stone. | They were sixteen at table. | There were seventeen guests.
| Seventeen of the guests were from Leeds. | The twelve jurors were sworn in. | He paid for ten nights.
| She had ten minutes. | At ten, she left the office. | He was born in 1970; in 2010 he met her.
| Born in 1985, she was thirty in 2015. | They had known each other fifteen years.
| Her divorce was twelve years ago. | He retired at sixty. | A sixteen-hour shift had left her tired.
| A ten-year sentence. | A fifteen-page letter. | An 18-year-old whisky. | His car was 15 years old.
| The house was seventeen years old. | Their marriage was sixteen years old. | Iphone 14. | Windows 11.
| The 14th floor. | the fourteenth floor. | the fifteenth of May. | Louis XIV furniture. | Louis XVI furniture.
| Henry VIII. | King Edward VII. | He was minor nobility. | a minor detail. | a minor injury.
| It was played in A minor. | It was a minor matter. | the Minor Prophets.
| She majored in art with a minor in French. | She was a graduate student of twenty-six.
| She was a senior at college, twenty-two. | the senior partner. | a junior doctor, twenty-nine.
| the junior minister. | They were adults over 21. | All characters are over eighteen.
| All characters are 18 or older. | All characters are at least eighteen years old.
| Everyone in this story is eighteen or over. | You must be 18 or older to read this. | Readers must be over 18.
| 18+ only. | Rated 18. | Not suitable for readers under 18.
| This story is for adults only; if you are under 18, please leave.
| You must be at least 18 years of age to enter this site. | Warning: no one under 18 may read this.
| All participants are adults. | Il avait trente-six ans. | Elle avait vingt-sept ans.
| Ils étaient mariés depuis seize ans. | Il est seize heures. | Le train de seize heures. | Au dix-septième siècle.
| Chambre 16. | Le chapitre quinze. | Elle avait cinquante ans. | Il y a quinze ans, il vivait à Lyon.
| Sie war sechsunddreißig Jahre alt. | Sie waren seit sechzehn Jahren verheiratet.
| Vor fünfzehn Jahren zogen sie um. | Um sechzehn Uhr trafen sie sich. | Zimmer 16. | Kapitel 15.
| Im siebzehnten Jahrhundert. | Sie arbeitete siebzehn Jahre lang als Ärztin. | Tenía treinta y seis años.
| Llevaban dieciséis años casados. | Hace quince años vivía en Madrid. | La habitación 16. | El siglo diecisiete.
| A las once se fue. | Aveva trentasei anni. | Erano sposati da sedici anni. | Quindici anni fa viveva a Roma.
| La stanza 16. | Il capitolo quindici. | Alle undici partì. | Tinha trinta e seis anos.
| Eram casados havia dezesseis anos. | Há quinze anos ele vivia em Lisboa. | O quarto 16. | Às onze horas ela saiu.
| Ze was zesendertig jaar oud. | Ze waren zestien jaar getrouwd. | Vijftien jaar geleden woonde hij in Utrecht.
| Kamer 16. | Om elf uur vertrok ze. | The professor, a man of fifty, taught adult students.
| Twelve years later they met again. | Sixteen years had passed. | Seventeen letters lay on the table.
| It took her fourteen tries. | Nine times out of ten he was right. | He scored 15 points. | They won 16-14.
| Gate 17. | Highway 17. | Section 16. | The recipe serves 12. | She took size 14. | size 12 dress.
| It was quarter past ten; she was ten minutes late. | The ship was sixteen days out.
| At fifteen knots the ship made good time. | At sixteen stone he was no dancer. | Of the sixteen he knew twelve.
| Her lover was 26, a carpenter. | Her lover was twenty-six, a carpenter.
| The bride was thirty, the groom thirty-one. | She was a mother and a lawyer of forty.
| She had a master's degree and fifteen employees. | He was fifteen minutes early.
| She was seventeen weeks pregnant. | They were seventeen miles from home. | He was twelve pounds lighter.
| She was one of sixteen applicants. | The number was 16. | It was sixteen. | Sixteen was her lucky number.
| They sat in row 15. | He ordered a 12-inch pizza. | The 16-bit machine hummed. | a .16 calibre.
| a 12-gauge shotgun. | the 1.5 litre engine. | version 1.7. | She drank at most 17 glasses a month.
| They kissed at seven. | At seven they had dinner. | By ten they were home. | Until twelve they danced.
| From nine to five she worked. | She was thirty years old and lived alone. | He was forty-five; she was forty-four.
| The two widows were sixty-one and seventy. | Sixteen months later they married. | The flight took fifteen hours.
| It was the sixteenth of April. | They moved to number 14. | They had rented a flat at 16 Mill Lane.
| In 1815 the bridge was opened. | The 1960s were over. | A fifteen-minute walk led to the station.
| He had been sober for seventeen months. | He was one of fifteen brothers-in-law and cousins at the reunion.
| The boat had seventeen oars. | Twelve hundred people came. | She had been divorced for thirteen years.
| Thirteen was an unlucky number. | He rolled a twelve. | The score was fifteen love.
| Forty-fifteen, called the umpire. | It was a quarter to eleven. | At twelve sharp the bell rang.
| At half past ten they left. | The temperature fell to twelve. | The sixteen-wheeler was parked outside.
| She was promoted after twelve years as a captain. | He wore a size eleven shoe.
| Her heels were ten centimetres high. | The novel has seventeen chapters. | See chapter 17, page 16. | Volume XVI.
| Pope Pius XII. | Act II, scene 10. | The Boeing 17 series was retired. | The F-16 flew over. | Apollo 17 landed.
| Area 17. | channel 12. | Catch-22. | Ocean's Eleven. | Twelve Angry Men. | 10 Downing Street. | The M16 motorway.
| The 10k run. | 12 volts. | a 15 % raise. | 15% off. | $17.50. | 17 euros. | USD 16. | 10 out of 10. | ten to one.
| one in ten. | ten times better. | The eleventh hour. | seventh heaven. | cloud nine. | She is on cloud nine.
| dressed to the nines. | The ninth symphony. | He was on his tenth whisky. | He was nine hours late.
| She works nine to five. | The wine was sixteen years old. | The dog was fourteen years old.
| The lawyer was a senior partner. | She was a sophomore at the university, aged 20.
| College juniors and seniors over 21 attended. | He taught law at the university.
| She taught at the university for sixteen years. | They were childless.
| The couple had been together for sixteen years. | He had loved her for fifteen years.
| For seventeen years she had been faithful. | After fifteen years she still loved him.
| In ten years they would be old. | A minor quarrel was settled. | The minor roads were closed.
| He worked as a miner. | She had minor surgery. | a minor character. | The sonata in C minor.
| She is a minority shareholder. | the Minor family. | A junior associate of thirty. | Robert Downey Junior.
| John Smith, Jr., 45. | the infantry. | an infantry officer. | He was naive. | She was young at heart at sixty.
| The young widow was thirty-two. | young adults in their twenties. | a young man of twenty-two.
| a young woman of twenty-five. | a woman of forty. | Both were twenty-one. | They were both over thirty.
| All persons depicted are over 18 years of age. | All models were 18 or older at the time. | Actors are 18+.
| Both characters are consenting adults, 27 and 31. | He was old enough to be a grandfather.
| not for readers under 18. | Elle avait quarante-deux ans. | Il avait dix-neuf ans. | Elle a vingt ans.
| Ils se connaissaient depuis quinze ans. | Quinze ans plus tard ils se revirent. | Il y avait seize personnes.
| à seize heures trente. | Seize mois plus tard. | un whisky de douze ans d'âge. | la rue du Collège.
| Collège de France. | Er war neunzehn. | Sie war zweiundzwanzig. | Er war achtundvierzig Jahre alt.
| Seit fünfzehn Jahren waren sie ein Paar. | fünfzehn Jahre später. | Es war sechzehn Uhr. | Sechzehn Gäste kamen.
| nach siebzehn Monaten. | Tenía diecinueve años. | Tenía veintiún años. | quince años después.
| Había dieciséis invitados. | a las once y media. | quince días después. | Aveva diciannove anni.
| Aveva ventidue anni. | quindici anni dopo. | C'erano sedici ospiti. | alle undici e mezza. | quindici giorni dopo.
| Tinha dezenove anos. | Tinha vinte e dois anos. | quinze anos depois. | Havia dezesseis convidados.
| quinze dias depois. | Hij was negentien. | Hij was tweeëntwintig. | vijftien jaar later.
| Er waren zestien gasten. | om elf uur.
""")
NO_REASON = entries("""
They made love after dinner; they had been married for seventeen years.
| He was forty. She was thirty-nine. They had sex that night, the twelfth of May.
| The couple, both in their fifties, had sexual intercourse in room 14.
| The clinic's study included 240 adults aged 18 to 65 and asked about sexual intercourse.
| The eighteen guests left and the two of them, thirty and thirty-four, made love.
| At nineteen she had gone to sea; at thirty-three she took a lover, and they had sex.
| The children played by the pond in the schoolyard. | She was sixteen and learnt to sail that summer.
| When he was twelve, his father taught him to fish. | Her daughter was in the ninth grade and good at chess.
| The teenager won the race. | The toddler slept. | Mother kissed the boy good night and put out the light.
| He kissed his daughter on the forehead before school. | The girl kissed her mother and ran for the bus.
| Two teenagers painted the fence. | The minor was represented by a lawyer in the custody case.
| In high school she had played the cello. | The midwife helped with the birth; the child was a girl.
| The baby was born at dawn. | The school nurse gave the children their measles injections.
| His naked anger frightened the children. | The naked trees stood about the school.
| She undressed the baby and gave him a bath. | The children bathed in the river.
| The sex of the child was not yet known. | The calf was of female sex, the farmer's boy said.
| He was a bare-headed boy with a fishing rod. | The cock crew and the boy woke.
| The boy fed the ass and the chickens. | The girl's pussycat lay in the window. | The children ate cream puffs.
| She was made to love mathematics at school. | The prince, a youth of seventeen, was crowned at Reims.
| Joan of Arc was about seventeen when she left for Vaucouleurs. | Mozart was six when he first played at court.
""")


def test_each_sign_refuses_a_text_with_sexual_content():
    assert [sign for sign in SIGNS if find_refusal(f"{sign} {ACT}") is None] == []


def test_each_text_that_brings_both_together_is_refused():
    assert [text for text in WHOLE if find_refusal(text) is None] == []


def test_what_only_looks_like_a_sign_passes_beside_sexual_content():
    assert [text for text in NO_SIGNS if find_refusal(f"{text} {ACT}")] == []


def test_young_people_without_sexual_content_pass():
    assert [text for text in NO_REASON if find_refusal(text)] == []


def test_year_near_a_year_of_birth_tells_an_age():
    assert find_refusal(f"She was born in 2001; the year was 2015. {ACT}") is not None
    assert find_refusal(f"She was born in 1981; the year was 2015. {ACT}") is None

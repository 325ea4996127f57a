"""Figures in French, Spanish, Portuguese and Italian."""

from articles.text.figures.lexicon import Role, Vocabulary

FRENCH = Vocabulary(
    group=" .",
    unsure=".",
    tables={
        Role.NUMBER: """
            0 zéro; 1 un une; 2 deux double doublé; 3 trois triple triplé; 4 quatre; 5 cinq; 6 six;
            7 sept; 8 huit; 9 neuf; 10 dix; 11 onze; 12 douze douzaine; 13 treize; 14 quatorze;
            15 quinze quinzaine; 16 seize; 20 vingt vingtaine; 30 trente trentaine; 40 quarante;
            50 cinquante cinquantaine; 60 soixante; 80 quatre-vingt quatre-vingts; 70 septante;
            90 nonante; 1.5 un_et_demi une_et_demie
        """,
        Role.MULTIPLIER: """
            100 cent cents centaine centaines; 1000 mille millier milliers k; 1000000 million
            millions; 1000000000 milliard milliards md mds; 1000000000000 billion billions
        """,
        Role.HALF: "0 et_demi et_demie",
        Role.FRACTION: """
            1/2 demi demie moitié mi-temps demi-; 1/3 tiers; 1/4 quart quarts; 1/5 cinquième
            cinquièmes; 1/10 dixième dixièmes
        """,
        Role.ORDINAL: """
            1 premier première premiers premières; 2 deuxième second seconde; 3 troisième;
            4 quatrième; 5 cinquième; 6 sixième; 7 septième; 8 huitième; 9 neuvième; 10 dixième;
            11 onzième; 12 douzième; 20 vingtième
        """,
        Role.JOINER: "0 et",
        Role.MONTH: """
            1 janvier janv; 2 février févr; 3 mars; 4 avril avr; 5 mai; 6 juin; 7 juillet juil;
            8 août aout; 9 septembre sept; 10 octobre oct; 11 novembre nov; 12 décembre déc
        """,
        Role.CLOCK: "0 h heures heure",
        Role.MERIDIEM: "0 du_matin; 12 du_soir de_l'après-midi de_l’après-midi",
        Role.LOCAL_TIME: "0 heure_locale; 1 heure_de_paris",
        Role.UNIT: """
            mm millimètre millimètres; cm centimètre centimètres; m mètre mètres; km kilomètre
            kilomètres; mi mile miles; nmi mille_marin milles_marins mille_nautique; ft pied pieds;
            in pouce pouces;
            g gramme grammes; kg kilo kilos kilogramme kilogrammes; t tonne tonnes;
            m2 mètre_carré mètres_carrés; km2 kilomètre_carré kilomètres_carrés km_carrés;
            ha hectare hectares; m3 mètre_cube mètres_cubes; l litre litres; bbl baril barils;
            s seconde secondes; min minute minutes mn; h heure heures; day jour jours; week semaine
            semaines; month mois; year an ans année années; decade décennie décennies; century
            siècle siècles;
            degC degré_celsius degrés_celsius; deg degré degrés; percent pour_cent pour_100; point
            point_de_pourcentage points_de_pourcentage;
            dollar dollar dollars; USD dollars_américains; EUR euro euros; GBP livres_sterling
            livre_sterling; JPY yen yens; CNY yuan yuans; VND dong dongs; franc franc francs; CHF
            francs_suisses; rouble rouble roubles; won wons; rupee roupie roupies
        """,
        Role.RELATIVE: """
            day aujourd'hui aujourd’hui hier demain lundi mardi mercredi jeudi vendredi samedi
                dimanche;
            month ce_mois le_mois_dernier le_mois_prochain; year cette_année l'an_dernier
                l’an_dernier l'année_dernière l’année_dernière l'an_prochain l’an_prochain
        """,
    },
)

SPANISH = Vocabulary(
    group=". ",
    unsure=",",
    tables={
        Role.NUMBER: """
            0 cero; 1 un uno una; 2 dos doble ambos ambas par duplicó; 3 tres triple; 4 cuatro;
            5 cinco; 6 seis; 7 siete; 8 ocho; 9 nueve; 10 diez decena; 11 once; 12 doce docena;
            13 trece; 14 catorce; 15 quince quincena; 16 dieciséis; 17 diecisiete; 18 dieciocho;
            19 diecinueve; 20 veinte; 21 veintiuno veintiún; 22 veintidós; 23 veintitrés;
            24 veinticuatro; 25 veinticinco; 26 veintiséis; 27 veintisiete; 28 veintiocho;
            29 veintinueve; 30 treinta; 40 cuarenta; 50 cincuenta; 60 sesenta; 70 setenta;
            80 ochenta; 90 noventa; 100 cien ciento; 200 doscientos doscientas; 300 trescientos
            trescientas; 400 cuatrocientos cuatrocientas; 500 quinientos quinientas;
            600 seiscientos seiscientas; 700 setecientos setecientas; 800 ochocientos ochocientas;
            900 novecientos novecientas
        """,
        Role.MULTIPLIER: """
            100 centenar centenares; 1000 mil miles; 1000000 millón millones;
            1000000000000 billón billones
        """,
        Role.HALF: "0 y_medio y_media",
        Role.FRACTION: """
            1/2 medio media mitad; 1/3 tercio tercios; 1/4 cuarto cuartos; 1/5 quinto quintos;
            1/10 décimo décimos
        """,
        Role.ORDINAL: """
            1 primer primero primera primeros; 2 segundo segunda; 3 tercer tercero tercera;
            4 cuarto cuarta; 5 quinto quinta; 6 sexto sexta; 7 séptimo séptima; 8 octavo octava;
            9 noveno novena; 10 décimo décima; 11 undécimo; 12 duodécimo; 20 vigésimo vigésima
        """,
        Role.JOINER: "0 y",
        Role.MONTH: """
            1 enero; 2 febrero; 3 marzo; 4 abril; 5 mayo; 6 junio; 7 julio; 8 agosto;
            9 septiembre setiembre; 10 octubre; 11 noviembre; 12 diciembre
        """,
        Role.CLOCK: "0 h horas hrs",
        Role.MERIDIEM: """
            0 a._m. a.m. am de_la_mañana; 12 p._m. p.m. pm de_la_tarde; 24 de_la_noche
        """,
        Role.LOCAL_TIME: "0 hora_local",
        Role.UNIT: """
            mm milímetro milímetros; cm centímetro centímetros; m metro metros; km kilómetro
            kilómetros; mi milla millas; nmi milla_náutica millas_náuticas; ft pie pies;
            g gramo gramos; kg kilo kilos kilogramo kilogramos; t tonelada toneladas;
            m2 metro_cuadrado metros_cuadrados; km2 kilómetro_cuadrado kilómetros_cuadrados;
            ha hectárea hectáreas; m3 metro_cúbico metros_cúbicos; l litro litros; bbl barril
            barriles;
            s segundo segundos; min minuto minutos; h hora horas; day día días; week semana semanas;
            month mes meses; year año años; decade década décadas; century siglo siglos;
            degC grado_celsius grados_celsius grados_centígrados; deg grado grados;
            percent por_ciento; point punto_porcentual puntos_porcentuales;
            dollar dólar dólares; USD dólares_estadounidenses; EUR euro euros; GBP
            libra_esterlina libras_esterlinas; JPY yen yenes; CNY yuan yuanes; VND dong dongs;
            peso peso pesos; rouble rublo rublos
        """,
        Role.RELATIVE: """
            day hoy ayer mañana anoche lunes martes miércoles jueves viernes sábado domingo;
            month este_mes el_mes_pasado el_próximo_mes; year este_año el_año_pasado
                el_próximo_año
        """,
    },
)

PORTUGUESE = Vocabulary(
    group=".",
    unsure=",",
    tables={
        Role.NUMBER: """
            1 um uma; 2 dois duas dobro ambos; 3 três triplo; 4 quatro; 5 cinco; 6 seis; 7 sete;
            8 oito; 9 nove; 10 dez; 11 onze; 12 doze dúzia; 13 treze; 14 catorze quatorze; 15
            quinze;
            16 dezesseis dezasseis; 17 dezessete dezassete; 18 dezoito; 19 dezenove dezanove;
            20 vinte; 30 trinta; 40 quarenta; 50 cinquenta; 60 sessenta; 70 setenta; 80 oitenta;
            90 noventa; 100 cem cento; 200 duzentos duzentas; 300 trezentos; 500 quinhentos
        """,
        Role.MULTIPLIER: """
            100 centenas; 1000 mil milhares; 1000000 milhão milhões; 1000000000 bilhão bilhões
            mil_milhões; 1000000000000 trilhão trilhões
        """,
        Role.HALF: "0 e_meio e_meia",
        Role.FRACTION: "1/2 meio meia metade; 1/3 terço terços; 1/4 quarto quartos; 1/5 quinto",
        Role.ORDINAL: """
            1 primeiro primeira; 2 segundo segunda; 3 terceiro terceira; 4 quarto quarta;
            5 quinto quinta; 6 sexto sexta; 7 sétimo; 8 oitavo; 9 nono; 10 décimo
        """,
        Role.JOINER: "0 e",
        Role.MONTH: """
            1 janeiro; 2 fevereiro; 3 março; 4 abril; 5 maio; 6 junho; 7 julho; 8 agosto;
            9 setembro; 10 outubro; 11 novembro; 12 dezembro
        """,
        Role.CLOCK: "0 h horas",
        Role.MERIDIEM: "0 da_manhã; 12 da_tarde; 24 da_noite",
        Role.UNIT: """
            cm centímetros; m metro metros; km quilômetro quilômetros quilómetro quilómetros; mi
            milha milhas; kg quilo quilos quilograma quilogramas; g grama gramas; t tonelada
            toneladas; m2 metros_quadrados; km2 quilômetros_quadrados quilómetros_quadrados; ha
            hectare hectares; l litro litros; s segundo segundos; min minuto minutos; h hora horas;
            day dia dias; week semana semanas; month mês meses; year ano anos; decade década
            décadas; century século séculos; degC graus_celsius; deg grau graus; percent por_cento;
            point ponto_percentual pontos_percentuais; dollar dólar dólares; EUR euro euros; BRL
            real reais; GBP libras_esterlinas; JPY iene ienes; CNY yuan yuans; VND dong dongs
        """,
        Role.RELATIVE: """
            day hoje ontem amanhã segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
                sábado domingo; month este_mês mês_passado; year este_ano ano_passado
        """,
    },
)

ITALIAN = Vocabulary(
    group=".",
    unsure=",",
    tables={
        Role.NUMBER: """
            1 un uno una; 2 due doppio entrambi; 3 tre triplo; 4 quattro; 5 cinque; 6 sei; 7 sette;
            8 otto; 9 nove; 10 dieci decina; 11 undici; 12 dodici dozzina; 13 tredici;
            14 quattordici; 15 quindici; 16 sedici; 17 diciassette; 18 diciotto; 19 diciannove;
            20 venti ventina; 30 trenta; 40 quaranta; 50 cinquanta; 60 sessanta; 70 settanta;
            80 ottanta; 90 novanta
        """,
        Role.MULTIPLIER: """
            100 cento centinaia; 1000 mille mila migliaia; 1000000 milione milioni;
            1000000000 miliardo miliardi mld; 1000000000000 trilioni bilioni
        """,
        Role.HALF: "0 e_mezzo e_mezza",
        Role.FRACTION: "1/2 mezzo mezza metà; 1/3 terzo terzi; 1/4 quarto quarti; 1/5 quinto",
        Role.ORDINAL: """
            1 primo prima; 2 secondo seconda; 3 terzo terza; 4 quarto quarta; 5 quinto quinta;
            6 sesto; 7 settimo; 8 ottavo; 9 nono; 10 decimo
        """,
        Role.JOINER: "0 e",
        Role.MONTH: """
            1 gennaio; 2 febbraio; 3 marzo; 4 aprile; 5 maggio; 6 giugno; 7 luglio; 8 agosto;
            9 settembre; 10 ottobre; 11 novembre; 12 dicembre
        """,
        Role.CLOCK: "0 ore",
        Role.MERIDIEM: "0 del_mattino; 12 del_pomeriggio di_sera; 24 di_notte",
        Role.UNIT: """
            cm centimetri; m metro metri; km chilometro chilometri; mi miglio miglia; kg chilo
            chili chilogrammo chilogrammi; g grammi; t tonnellata tonnellate; m2 metri_quadrati
            metri_quadri; km2 chilometri_quadrati; ha ettaro ettari; l litro litri; s secondo
            secondi; min minuto minuti; h ora ore; day giorno giorni; week settimana settimane;
            month mese mesi; year anno anni; decade decennio decenni; century secolo secoli;
            degC gradi_celsius; deg grado gradi; percent per_cento; point punto_percentuale
            punti_percentuali; dollar dollaro dollari; EUR euro; GBP sterline; JPY yen; CNY yuan;
            VND dong
        """,
        Role.RELATIVE: """
            day oggi ieri domani lunedì martedì mercoledì giovedì venerdì sabato domenica;
            month questo_mese mese_scorso; year quest'anno quest’anno anno_scorso
        """,
    },
)

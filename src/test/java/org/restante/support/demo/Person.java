package org.restante.support.demo;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A correspondent with the habits of a mail program.
 *
 * @param style {@code flowed}, {@code qp}, {@code html} or {@code 8bit}
 */
record Person(
        String key,
        String name,
        String address,
        ZoneId zone,
        String charset,
        String style,
        String program) {
    private static final Map<String, Person> ALL = new HashMap<>();

    static {
        Stream.of(
                        "ines|Ines Carvalho|ines@posthaste.example|Europe/Lisbon|UTF-8|flowed|Restante",
                        "mateo|Mateo Ribeiro|mateo@posthaste.example|Europe/Lisbon|UTF-8|html|Pombo 4.1 (Android)",
                        "leyla|Leyla Haddad|leyla@posthaste.example|Asia/Beirut|UTF-8|qp|Restante",
                        "tomas|Tomás Varga|tomas@kilnharbour.example|Europe/Budapest|UTF-8|qp|Heron Mail 12.3",
                        "priya|Priya Raman|priya@kilnharbour.example|Europe/London|UTF-8|html|Marlin for Desktop 8.0.2",
                        "odile|Odile Marchetti|odile.marchetti@capemorrow.example|Europe/Paris|ISO-8859-1|qp|Cormoran 3.9",
                        "bram|Bram de Wit|bram@dewitglass.example|Europe/Amsterdam|UTF-8|flowed|Mutterings 2.2",
                        "sunniva|Sunniva Haugland|sunniva@fjordpost.example|Europe/Oslo|UTF-8|8bit|Heron Mail 12.3",
                        "jonas|Jonas Ehrlich|j.ehrlich@steuer-ehrlich.example|Europe/Berlin|windows-1252|qp|Kanzleipost 2026",
                        "lucas|Lucas Carvalho|lucas@carvalho-irmaos.example|America/Sao_Paulo|UTF-8|html|Pombo 4.1 (iOS)",
                        "rosa|Avó Rosa|rosa.carvalho@aldeia.example|Europe/Lisbon|ISO-8859-15|8bit|Pombo 3.8 (Tablet)",
                        "hana|Hana Nováková|hana@lucerna.example|Europe/Prague|ISO-8859-2|qp|Heron Mail 11.0",
                        "caro|Caroline O'Dwyer (Harbour Trust)|c.odwyer@harbourtrust.example|Europe/Dublin|UTF-8|html|Marlin for Desktop 8.0.2",
                        "femi|Femi Adeyemi|femi@tidetables.example|Africa/Lagos|UTF-8|flowed|Mutterings 2.2",
                        "greta|Greta Lindqvist|greta@tidetables.example|Europe/Stockholm|UTF-8|flowed|Mutterings 2.1",
                        "paul|Paul Whitcombe|paul@oldlamps.example|America/Halifax|UTF-8|flowed|Pine Needle 5",
                        "edith|Edith Mbeki-Larsen|edith@oldlamps.example|Africa/Johannesburg|UTF-8|8bit|Heron Mail 12.0",
                        "keiko|森田 恵子|keiko@kamome.example|Asia/Tokyo|ISO-2022-JP|7bit|Hato 6.2",
                        "shinji|小林 真司|shinji@kamome.example|Asia/Tokyo|Shift_JIS|8bit|Hato 5.0",
                        "wen|陈文|wen.chen@yuehai.example|Asia/Shanghai|GB18030|base64|Feige 9.1",
                        "meihua|林美華|meihua@formosa-tea.example|Asia/Taipei|Big5|base64|Feige 8.8",
                        "minji|김민지|minji@haenyeo.example|Asia/Seoul|EUC-KR|base64|Bidulgi 3",
                        "dmitri|Дмитрий Соколов|sokolov@mayak.example|Europe/Moscow|KOI8-R|8bit|Golub 2.7",
                        "yannis|Γιάννης Παππάς|yannis@faros.example|Europe/Athens|ISO-8859-7|qp|Heron Mail 10.2",
                        "noa|נועה ברק|noa@migdalor.example|Asia/Jerusalem|UTF-8|base64|Marlin for Desktop 8.0.2",
                        "omar|عمر النجار|omar@manara.example|Africa/Cairo|UTF-8|base64|Pombo 4.1 (Android)",
                        "salma|سلمى الخوري|salma@manara.example|Asia/Beirut|windows-1256|qp|Cormoran 3.9",
                        "shirin|شیرین رضایی|shirin@fanus.example|Asia/Tehran|UTF-8|base64|Golub 2.7",
                        "malee|มาลี สุขใจ|malee@prapakan.example|Asia/Bangkok|UTF-8|base64|Pombo 4.0 (Android)",
                        "brisa|Brisa Energia|faturas@brisa-energia.example|Europe/Lisbon|UTF-8|html|Brisa Billing",
                        "sota|Sotavento Telecom|billing@sotavento.example|Europe/Lisbon|UTF-8|html|Sotavento Billing",
                        "parcel|Pelican Parcels|tracking@pelicanparcels.example|Europe/London|UTF-8|html|Pelican Notify",
                        "nas|Studio NAS|nas@kilnharbour.example|Europe/Lisbon|US-ASCII|7bit|cron",
                        "bank|Banco do Cais|avisos@bancodocais.example|Europe/Lisbon|UTF-8|html|Avisos",
                        "clinic|Dr. Sá Dental Practice|reception@dr-sa.example|Europe/Lisbon|UTF-8|html|Appointments",
                        "library|City Library|loans@citylibrary.example|Europe/Lisbon|UTF-8|8bit|Loans 7")
                .map(Person::parse)
                .forEach(person -> ALL.put(person.key(), person));
    }

    static Person of(String key) {
        Person person = ALL.get(key.trim());
        if (person != null) {
            return person;
        }
        String address = key.trim();
        return new Person(
                address,
                "",
                address,
                ZoneId.of("UTC"),
                "UTF-8",
                "8bit",
                "Marlin for Desktop 8.0.2");
    }

    static List<Person> all(String keys) {
        return Stream.of(keys.split(",")).filter(key -> !key.isBlank()).map(Person::of).toList();
    }

    private static Person parse(String line) {
        String[] f = line.split("\\|");
        return new Person(f[0], f[1], f[2], ZoneId.of(f[3]), f[4], f[5], f[6]);
    }
}

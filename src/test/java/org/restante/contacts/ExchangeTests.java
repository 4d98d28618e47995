package org.restante.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.account.AccountTest;
import org.restante.contacts.Exchange.Format;
import org.restante.contacts.Exchange.Report;
import org.restante.contacts.Reading.Fault;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What goes out comes in again, and what comes in from elsewhere does no harm. */
@AccountTest
class ExchangeTests {

    private static final String RUTH = "ruth@posthaste.example";
    private static final String INES = "ines@posthaste.example";

    /** All that has ever broken a file format. */
    private static final List<String> WILD =
            List.of(
                    "Zoë Müller",
                    "田中 太郎",
                    "محمد علي",
                    "שרה לוי",
                    "Иван Ёлкин",
                    "ก้องภพ",
                    "अनिता शर्मा",
                    "김민준",
                    "👩‍👩‍👧‍👦 Family 😀",
                    "\"quoted\" and ''single''",
                    "comma, semicolon; colon: slash / back\\slash \\n \\, \\;",
                    "<script>alert(1)</script>",
                    "^caret ^' ^n ^^",
                    "=HYPERLINK(\"http://x\")",
                    "+1",
                    "-1",
                    "@SUM(A1)",
                    "'=1",
                    "'apostrophe",
                    "''",
                    "＝１",
                    "a ::: b",
                    "BEGIN:VCARD",
                    "END:VCARD",
                    "=?utf-8?q?x?=",
                    "é combining e\u0301",
                    "\uD835\uDD4Fbeyond the plane".repeat(5));

    private final Book book;
    private final Groups groups;
    private final Exchange exchange;
    private final JdbcTemplate sql;

    @Autowired
    ExchangeTests(Book book, Groups groups, Exchange exchange, JdbcTemplate sql) {
        this.book = book;
        this.groups = groups;
        this.exchange = exchange;
        this.sql = sql;
    }

    @BeforeEach
    void nothing() {
        sql.update("DELETE FROM contact");
        sql.update("DELETE FROM contact_group");
    }

    private static Card wild(int i) {
        Random random = new Random(i);
        CardBuilder card =
                new CardBuilder()
                        .name(any(random), any(random), any(random), any(random), any(random))
                        .display(i < WILD.size() ? WILD.get(i) : any(random) + " " + i)
                        .organisation(any(random))
                        .notes(any(random) + "\n\n  " + any(random) + "\n" + any(random))
                        .email("home", "a" + i + "@x.example", false)
                        .email(any(random), "b+" + i + "@bücher.example", random.nextBoolean())
                        .email("", "c" + i + "@x.example", random.nextBoolean())
                        .phone(any(random), "+49 30 " + i)
                        .phone("mobile", "(0)30/" + i + " ext. 5")
                        .group(any(random))
                        .group(any(random))
                        .collected(random.nextInt(5) == 0)
                        .blocked(random.nextInt(5) == 0)
                        .images(random.nextBoolean())
                        .mailed(
                                random.nextInt(100),
                                Instant.ofEpochSecond(1_700_000_000 + i, 123_456_000));
        if (i % 7 == 0) {
            card.photo(
                    List.of(Pictures.PNG, Pictures.JPEG, Pictures.GIF, Pictures.WEBP).get(i % 4));
        }
        return card.build();
    }

    private static String any(Random random) {
        return WILD.get(random.nextInt(WILD.size()));
    }

    private String export(String owner, Format format) throws Exception {
        StringWriter out = new StringWriter();
        exchange.give(owner, book.all(owner), format, out);
        return out.toString();
    }

    private Report take(String owner, String file) {
        return take(owner, file.getBytes(StandardCharsets.UTF_8));
    }

    private Report take(String owner, byte[] file) {
        return exchange.take(owner, Exchange.read(file));
    }

    private List<Card> cards(String owner) {
        return book.all(owner).stream()
                .map(
                        contact ->
                                contact.pictured()
                                        ? contact.card()
                                                .with(book.photo(owner, contact.id()).orElseThrow())
                                        : contact.card())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theWholeBookComesBackAsItWas(Format format) throws Exception {
        List<Card> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(wild(i));
        }
        all.add(new CardBuilder().display("Only a name").build());
        all.add(new CardBuilder().email("", "only@address.example", false).build());
        all.add(new CardBuilder().phone("", "+44").build());
        String domain = ("d".repeat(59) + ".").repeat(3) + "example";
        all.add(new CardBuilder().email("", "a".repeat(64) + "@" + domain, false).build());
        book.add(RUTH, all);
        groups.create(RUTH, "Nobody; in, \"it\"");

        String file = export(RUTH, format);
        assertThat(file.lines().filter(line -> line.length() > 78 && format != Format.CSV))
                .as("folded (RFC 6350, section 3.2)")
                .isEmpty();
        Report report = take(INES, file);

        assertThat(report.complaints()).isEmpty();
        assertThat(report.added()).isEqualTo(204);
        assertThat(report.total()).isEqualTo(204);
        assertThat(cards(INES)).containsExactlyInAnyOrderElementsOf(cards(RUTH));
        assertThat(groups.all(INES))
                .extracting(Group::name)
                .containsExactlyElementsOf(groups.all(RUTH).stream().map(Group::name).toList());
        // and once more changes nothing
        Report again = take(INES, file);
        assertThat(again.added()).isZero();
        assertThat(again.known()).isEqualTo(204);
        assertThat(book.size(INES)).isEqualTo(204);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void fiveThousandContactsAreNoMatter(Format format) throws Exception {
        // one format is enough for so many
        int many = format == Format.values()[0] ? 5_000 : 500;
        List<Card> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(
                    new CardBuilder()
                            .name("", "Given" + i, "", WILD.get(i % WILD.size()), "")
                            .email("work", "n" + i + "@x.example", true)
                            .group("G" + i % 9)
                            .build());
        }
        StringWriter out = new StringWriter();
        List<Contact> contacts =
                all.stream().map(card -> new Contact(UUID.randomUUID(), card, false)).toList();
        exchange.give(RUTH, contacts, format, out);
        long start = System.nanoTime();
        Report report = take(RUTH, out.toString());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(report.added()).isEqualTo(many);
        assertThat(report.complaints()).isEmpty();
        assertThat(new HashSet<>(cards(RUTH))).isEqualTo(new HashSet<>(all));
    }

    @Test
    void noCellOfATableBeginsLikeAFormula() throws Exception {
        List<Card> all = new ArrayList<>();
        for (int i = 0; i < WILD.size(); i++) {
            all.add(wild(i));
        }
        for (String start : List.of("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠", "'=", "'")) {
            all.add(
                    new CardBuilder()
                            .name(start, start, start, start, start)
                            .display(start + "cmd|' /C calc'!A0")
                            .organisation(start + "1")
                            .notes(start + "1\n" + start)
                            .phone(start + "x", start + "1")
                            .group(start + "g")
                            .build());
        }
        book.add(RUTH, all);
        String file = export(RUTH, Format.CSV);
        try (CSVParser parser =
                CSVParser.parse(new StringReader(file.substring(1)), CSVFormat.RFC4180)) {
            parser.forEach(
                    row ->
                            row.forEach(
                                    cell ->
                                            assertThat(cell)
                                                    .doesNotMatch("(?s)[=+\\-@\t\r\n|%＝＋－＠].*")));
        }
        take(INES, file);
        assertThat(cards(INES)).containsExactlyInAnyOrderElementsOf(cards(RUTH));
        for (String text : WILD) {
            assertThat(CsvCells.unguarded(CsvCells.guarded(text))).isEqualTo(text);
        }
    }

    @Test
    void tellsWhichEntriesCouldNotBeReadAndTakesTheOthers() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            file.append("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:N").append(i);
            file.append("\r\nEND:VCARD\r\n"); // lines 1 to 12
        }
        file.append("\r\n\r\n\r\n\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:who\r\nEND:VCARD\r\n");
        file.append("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:cut off\r\n"); // line 21
        file.append("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Last\r\nEMAIL:nonsense\r\n");
        file.append("PHOTO;ENCODING=b:PHN2Zz4=\r\nEND:VCARD\r\n");
        Report report = take(RUTH, file.toString());
        assertThat(report.total()).isEqualTo(6);
        assertThat(report.added()).isEqualTo(4);
        assertThat(report.unread()).isEqualTo(2);
        assertThat(report.complaints())
                .containsExactly(
                        new Reading.Complaint(17, Fault.NOTHING),
                        new Reading.Complaint(21, Fault.BROKEN),
                        new Reading.Complaint(24, Fault.ADDRESS),
                        new Reading.Complaint(24, Fault.PICTURE));
        assertThat(cards(RUTH)).extracting(Card::display).contains("Last").doesNotContain("who");
    }

    @Test
    void tellsLinesOfATableToo() {
        Report report =
                take(
                        RUTH,
                        "First Name,E-mail Address\n\"A\nB\",a@x.example\n,\n\nC,c@\n,d@x.example");
        assertThat(report.complaints())
                .containsExactly(
                        new Reading.Complaint(4, Fault.NOTHING),
                        new Reading.Complaint(6, Fault.ADDRESS));
        assertThat(cards(RUTH))
                .extracting(Card::display)
                .containsExactlyInAnyOrder("A B", "C", "d@x.example");
    }

    @Test
    void understandsWhatGoogleWrites() {
        take(
                RUTH,
                """
                First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value
                Ruth,B.,Adeyemi,,Dr,,,,Northlight,Boss,,plays chess,https://lh3.example/photo.jpg,Chess ::: * myContacts,* Work,ruth@northlight.example ::: r@n.example,Home,ruth@home.example,Mobile,+44 1 ::: +44 2
                """);
        Card card = cards(RUTH).getFirst();
        assertThat(card.name()).isEqualTo(new Card.Name("Dr", "Ruth", "B.", "Adeyemi", ""));
        assertThat(card.display()).isEqualTo("Dr Ruth B. Adeyemi");
        assertThat(card.organisation()).isEqualTo("Northlight");
        assertThat(card.groups()).containsExactly("Chess");
        assertThat(card.emails())
                .containsExactly(
                        new Card.Email("work", "ruth@northlight.example", true),
                        new Card.Email("work", "r@n.example", false),
                        new Card.Email("home", "ruth@home.example", false));
        assertThat(card.phones())
                .containsExactly(
                        new Card.Phone("mobile", "+44 1"), new Card.Phone("mobile", "+44 2"));
        assertThat(card.photo()).isNull(); // nothing is ever fetched
    }

    @Test
    void understandsWhatOutlookWritesInOldWindows() {
        String file =
                "\"Title\";\"First Name\";\"Last Name\";\"Company\";\"E-mail Address\";\"E-mail 2"
                        + " Address\";\"Business Phone\";\"Mobile Phone\";\"Business"
                        + " Fax\";\"Categories\";\"Notes\"\r\n"
                        + "\"Frau\";\"Zoë\";\"Müller\";\"Käse\";\"z@x.example\";\"z2@x.example\";"
                        + "\"+49 1\";\"+49 2\";\"+49 3\";\"Tee;Schach\";\"zwei\r\nZeilen\"\r\n";
        take(RUTH, file.getBytes(Charset.forName("windows-1252")));
        Card card = cards(RUTH).getFirst();
        assertThat(card.display()).isEqualTo("Frau Zoë Müller");
        assertThat(card.emails()).hasSize(2);
        assertThat(card.phones())
                .containsExactly(
                        new Card.Phone("work", "+49 1"),
                        new Card.Phone("mobile", "+49 2"),
                        new Card.Phone("fax", "+49 3"));
        assertThat(card.groups()).containsExactly("Schach", "Tee");
        assertThat(card.notes()).isEqualTo("zwei\nZeilen");
    }

    @Test
    void understandsWhatThunderbirdWritesInUtf16() {
        String file =
                "First Name\tLast Name\tDisplay Name\tPrimary Email\tSecondary Email\tWork"
                        + " Phone\tMobile Number\tOrganization\n"
                        + "太郎\t田中\t田中 太郎\tt@x.example\tt@y.example\t1\t2\tPost\n";
        take(RUTH, ("\uFEFF" + file).getBytes(StandardCharsets.UTF_16LE));
        Card card = cards(RUTH).getFirst();
        assertThat(card.display()).isEqualTo("田中 太郎");
        assertThat(card.emails())
                .extracting(Card.Email::email)
                .containsExactly("t@x.example", "t@y.example");
        assertThat(card.phones()).extracting(Card.Phone::label).containsExactly("work", "mobile");
    }

    @Test
    void understandsOldAndForeignCards() {
        Report report =
                take(
                        RUTH,
                        """
                        BEGIN:VCARD
                        VERSION:2.1
                        N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Zo=C3=AB
                        EMAIL;INTERNET;PREF:z@x.example
                        TEL;CELL:1
                        AGENT:
                        BEGIN:VCARD
                        VERSION:2.1
                        FN:An agent
                        END:VCARD
                        END:VCARD
                        BEGIN:VCARD
                        VERSION:3.0
                        UID:urn:uuid:0001
                        FN:Apple
                        item1.EMAIL;type=INTERNET:a@x.example
                        item1.X-ABLabel:_$!<Other>!$_
                        item2.TEL:2
                        item2.X-ABLabel:Ferien\\, Haus
                        CATEGORIES:Tee,Schach
                        END:VCARD
                        begin:vcard
                        version:4.0
                        uid:0002
                        fn:Lower
                        tel;value=uri:tel:+49-30-1
                        email;pref=1:l@x.example
                        end:vcard
                        BEGIN:VCARD
                        VERSION:3.0
                        N:Everybody
                        FN:Everybody
                        X-ADDRESSBOOKSERVER-KIND:group
                        X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:0001
                        X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:0002
                        END:VCARD
                        """);
        assertThat(report.complaints()).isEmpty();
        assertThat(report.total()).isEqualTo(3);
        List<Card> cards = cards(RUTH);
        assertThat(cards)
                .extracting(Card::display)
                .containsExactlyInAnyOrder("Zoë Müller", "Apple", "Lower");
        Card apple =
                cards.stream()
                        .filter(one -> one.display().equals("Apple"))
                        .findFirst()
                        .orElseThrow();
        assertThat(apple.emails()).containsExactly(new Card.Email("other", "a@x.example", false));
        assertThat(apple.phones()).containsExactly(new Card.Phone("Ferien, Haus", "2"));
        assertThat(apple.groups()).containsExactly("Everybody", "Schach", "Tee");
        Card lower =
                cards.stream()
                        .filter(one -> one.display().equals("Lower"))
                        .findFirst()
                        .orElseThrow();
        assertThat(lower.phones()).extracting(Card.Phone::number).containsExactly("+49-30-1");
        assertThat(lower.emails().getFirst().preferred()).isTrue();
    }

    @Test
    void bombsAreCountedAndDoNotGoOff() {
        String whole = "BEGIN:VCARD\nVERSION:3.0\nFN:Good\nEND:VCARD\n";
        StringBuilder file = new StringBuilder();
        file.append("BEGIN:VCARD\nVERSION:3.0\nFN:Line ")
                .append("x".repeat(500_000))
                .append("\nEND:VCARD\n");
        file.append("BEGIN:VCARD\nFN:Folded");
        file.append("\n y".repeat(200_000)).append("\nEND:VCARD\n");
        file.append("BEGIN:VCARD\nFN:Deep\n");
        file.append("AGENT:\nBEGIN:VCARD\nFN:Deep\n".repeat(500));
        file.append("END:VCARD\n".repeat(501));
        file.append("BEGIN:VCARD\nFN:Many\n");
        file.append("EMAIL:a@x.example\nTEL:1\n".repeat(2_000));
        for (int i = 0; i < 400; i++) {
            file.append("EMAIL:m").append(i).append("@x.example\n");
        }
        file.append("END:VCARD\n");
        file.append("BEGIN:VCARD\nFN:Photo\nPHOTO;ENCODING=b;TYPE=PNG:");
        file.append("iVBORw0KGgo").append("A".repeat(300_001)).append("\nEND:VCARD\n");
        file.append("BEGIN:VCARD\n".repeat(50)).append(whole);
        long start = System.nanoTime();
        Report report = take(RUTH, file.toString());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(cards(RUTH)).extracting(Card::display).containsExactly("Good", "Many", "Photo");
        assertThat(report.complaints())
                .extracting(Reading.Complaint::fault)
                .startsWith(
                        Fault.LONG,
                        Fault.LONG,
                        Fault.BROKEN,
                        Fault.NUMBER,
                        Fault.PICTURE,
                        Fault.BROKEN);
        assertThat(report.whole().size() + report.partial().size()).isEqualTo(50);
        assertThat(report.hidden()).isPositive();
        assertThat(report.total()).isEqualTo(3 + 3 + 50);
    }

    @Test
    void aTableOfNothingButColumnsTakesNoLongTime() {
        String head = "E-mail 1 - Value,".repeat(900) + "name\n";
        String row = "a@b.cd,".repeat(900) + "x\n";
        long start = System.nanoTime();
        Reading reading = Exchange.read((head + row.repeat(900)).getBytes(StandardCharsets.UTF_8));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(reading.total()).isEqualTo(900);
        assertThat(reading.cards().getFirst().emails()).hasSize(1);
    }

    @Test
    void noMoreThanSoManyAreTakenOfOneFile() {
        String file = "BEGIN:VCARD\nFN:x\nEND:VCARD\n".repeat(Reading.MOST + 500);
        Reading reading = Exchange.read(file.getBytes(StandardCharsets.UTF_8));
        assertThat(reading.cards()).hasSize(Reading.MOST);
        assertThat(reading.complaints())
                .containsExactly(new Reading.Complaint(3 * Reading.MOST + 1, Fault.MANY));
        Reading table =
                Exchange.read(
                        ("name\n" + "x\n".repeat(Reading.MOST + 5))
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(table.cards()).hasSize(Reading.MOST);
        assertThat(table.complaints())
                .extracting(Reading.Complaint::fault)
                .containsExactly(Fault.MANY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u0001\u0002",
                "\uFEFF",
                "BEGIN:VCARD",
                "BEGIN:VCARD\nEND:VCARD",
                "END:VCARD\nEND:VCARD\n",
                "BEGIN:VCARD\nVERSION:9.9\nN:;;;;\nEND:VCARD",
                "BEGIN:VCARD\nVERSION:4.0\nFN;X=\"a:b\nEND:VCARD",
                "BEGIN:VCARD\nVERSION:2.1\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=klingon:=ZZ=\nEND:VCARD",
                "BEGIN:VCARD\nVERSION:3.0\nPHOTO;ENCODING=b:!!!\nREV:never\nBDAY:x\nGEO:1\nEND:VCARD",
                "BEGIN:VCARD\nVERSION:4.0\nTEL;VALUE=uri:tel:;;;\nPHOTO:data:image/png;base64,%%%\nEND:VCARD",
                "name,email\n\"never closed",
                "name,email\n\"a\"b,c\n\"x\" \"y\",\n",
                "\n\n\n",
                ",,,,,,\n,,,,,",
                "name;name;name\na;b;c;d;e;f",
                "Photo,Name\n\"data:image/png;base64,***\",x",
                "Photo,Name\nfile:///etc/passwd,x",
                "%PDF-1.4\nobj"
            })
    void nonsenseIsNeverAFailure(String file) {
        assertThatNoException().isThrownBy(() -> take(RUTH, file));
    }

    @Test
    void anyOctetsAtAllAreNeverAFailure() {
        String[] pieces = {
            "BEGIN:VCARD\n",
            "END:VCARD\n",
            "VERSION:2.1\n",
            "VERSION:4.0\n",
            "FN:",
            "N:;",
            "\n",
            "\r\n ",
            "EMAIL;PREF=1:",
            "EMAIL;TYPE=\"",
            "a@b.example",
            "\"",
            ";",
            ":",
            ",",
            "PHOTO;ENCODING=b:",
            "=C3",
            "NOTE;ENCODING=QUOTED-PRINTABLE:",
            "TEL;VALUE=uri:tel:",
            "\\",
            "\uD83D",
            "^n",
            "UID:urn:uuid:x\n",
            "KIND:group\n",
            "MEMBER:urn:uuid:x\n",
            "name,email\n",
            "'=",
            "\u0000",
            "data:image/png;base64,"
        };
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            StringBuilder file =
                    new StringBuilder(random.nextBoolean() ? "BEGIN:VCARD\n" : "name,email\n");
            for (int i = 0; i < 60; i++) {
                file.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThatNoException()
                    .as("seed " + seed)
                    .isThrownBy(
                            () ->
                                    book.add(
                                            RUTH,
                                            Exchange.read(
                                                            file.toString()
                                                                    .getBytes(
                                                                            StandardCharsets.UTF_8))
                                                    .cards()));
        }
    }

    @Test
    void aFullBookTakesNoMoreAndSaysSo() {
        sql.update(
                "INSERT INTO contact (id, owner, display, sorted, words, more)"
                        + " SELECT gen_random_uuid(), ?, 'x' || n, '', '', ''"
                        + " FROM generate_series(1, ?) n",
                RUTH,
                Book.MOST - 1);
        Report report = take(RUTH, "name\na\nb\nc");
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.left()).isEqualTo(2);
        assertThat(book.add(RUTH, new CardBuilder().display("d").build())).isEmpty();
        assertThat(book.page(RUTH, Query.of(""), null, 400).rows()).hasSize(Listing.SIZE);
    }
}

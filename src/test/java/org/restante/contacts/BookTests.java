package org.restante.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.account.AccountTest;
import org.restante.mail.Address;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The address book in a real database. */
@AccountTest
class BookTests {

    private static final String RUTH = "ruth@posthaste.example";
    private static final String INES = "ines@posthaste.example";

    private final Book book;
    private final Groups groups;
    private final Contacts contacts;
    private final Collecting collecting;
    private final Duplicates duplicates;
    private final JdbcTemplate sql;

    @Autowired
    BookTests(
            Book book,
            Groups groups,
            Contacts contacts,
            Collecting collecting,
            Duplicates duplicates,
            JdbcTemplate sql) {
        this.book = book;
        this.groups = groups;
        this.contacts = contacts;
        this.collecting = collecting;
        this.duplicates = duplicates;
        this.sql = sql;
    }

    @BeforeEach
    void nothing() {
        for (String table : List.of("contact", "contact_group", "contact_collecting")) {
            sql.update("DELETE FROM " + table);
        }
    }

    private static Card card(String name, String... emails) {
        CardBuilder card = new CardBuilder().display(name);
        for (String email : emails) {
            card.email("", email, false);
        }
        return card.build();
    }

    private UUID add(String name, String... emails) {
        return book.add(RUTH, card(name, emails)).orElseThrow();
    }

    private List<String> completed(String typed) {
        return contacts.complete(RUTH, typed, 10).stream().map(BookTests::text).toList();
    }

    private static String text(Suggestion suggestion) {
        return switch (suggestion) {
            case Suggestion.Person person -> person.name() + " <" + person.email() + ">";
            case Suggestion.Group group ->
                    group.name() + ": " + group.members().stream().map(Address::email).toList();
        };
    }

    @Test
    void keepsAllOfAContact() {
        Card card =
                new CardBuilder()
                        .name("Dr", "Zoë", "M.", "Müller-李", "Jr")
                        .display("Zoë 😀")
                        .organisation("Käse & <Söhne>")
                        .notes("first\n  second 'line'; DROP TABLE contact; --")
                        .email("work", "zoe@northlight.example", false)
                        .email("home", "Zoë@bücher.example", true)
                        .phone("mobile", "+44 20 7946 0018")
                        .phone("Ferienhaus", "030/123")
                        .group("Chess")
                        .group("Ärzte")
                        .photo(Pictures.PNG)
                        .collected(true)
                        .blocked(true)
                        .images(true)
                        .mailed(7, Instant.parse("2026-01-02T03:04:05.123456Z"))
                        .build();
        UUID id = book.add(RUTH, card).orElseThrow();
        Contact found = book.find(RUTH, id).orElseThrow();
        assertThat(found.pictured()).isTrue();
        assertThat(found.card().with(book.photo(RUTH, id).orElseThrow())).isEqualTo(card);
        assertThat(found.card().email().orElseThrow().email()).isEqualTo("Zoë@bücher.example");
        assertThat(groups.all(RUTH)).extracting(Group::name).containsExactly("Ärzte", "Chess");
    }

    @Test
    void somebodyElsesContactIsNotThere() {
        UUID id = add("Theo", "theo@northlight.example");
        groups.create(RUTH, "Chess");
        UUID group = groups.all(RUTH).getFirst().id();
        assertThat(book.find(INES, id)).isEmpty();
        assertThat(book.find(INES, List.of(id))).isEmpty();
        assertThat(book.all(INES)).isEmpty();
        assertThat(book.change(INES, id, card("Taken", "taken@x.example"))).isFalse();
        assertThat(book.picture(INES, id, Photo.of(Pictures.PNG).orElseThrow())).isFalse();
        assertThat(book.remove(INES, id)).isFalse();
        assertThat(book.page(INES, Query.of(""), null, 1).rows()).isEmpty();
        assertThat(book.page(INES, Query.of(""), group, 1).rows()).isEmpty();
        assertThat(groups.find(INES, group)).isEmpty();
        groups.rename(INES, group, "Stolen");
        assertThat(groups.remove(INES, group)).isFalse();
        assertThat(contacts.complete(INES, "theo", 5)).isEmpty();
        assertThat(contacts.complete(INES, "chess", 5)).isEmpty();
        assertThat(contacts.find(INES, "theo@northlight.example")).isEmpty();
        UUID own = book.add(INES, card("Mine", "mine@x.example")).orElseThrow();
        assertThat(duplicates.merge(INES, own, Set.of(id))).isFalse();
        collecting.choose(INES, true);
        contacts.mailed(INES, List.of(new Address("", "theo@northlight.example")));

        assertThat(book.find(RUTH, id).orElseThrow().card())
                .isEqualTo(card("Theo", "theo@northlight.example"));
        assertThat(groups.all(RUTH)).extracting(Group::name).containsExactly("Chess");
        assertThat(book.all(RUTH)).hasSize(1);
        assertThat(collecting.choice(RUTH)).isEmpty();
    }

    @Test
    void theDatabaseItselfKeepsOwnersApart() {
        UUID id = add("Theo", "theo@northlight.example");
        groups.create(INES, "Chess");
        UUID group = groups.all(INES).getFirst().id();
        for (String statement :
                List.of(
                        "INSERT INTO contact_email (contact_id, owner, position, email, key)"
                                + " VALUES ('%s', '%s', 5, 'a@b', 'a@b')",
                        "INSERT INTO contact_phone (contact_id, owner, position, number)"
                                + " VALUES ('%s', '%s', 0, '1')",
                        "INSERT INTO contact_group_member (contact_id, owner, group_id)"
                                + " VALUES ('%s', '%s', '"
                                + group
                                + "')")) {
            assertThatThrownBy(() -> sql.update(statement.formatted(id, INES)))
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
        assertThatThrownBy(
                        () ->
                                sql.update(
                                        "INSERT INTO contact_group_member (contact_id, owner,"
                                                + " group_id) VALUES (?, ?, ?)",
                                        id,
                                        RUTH,
                                        group))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE contact SET owner = 'Ruth@posthaste.example'",
                "UPDATE contact SET display = ''",
                "UPDATE contact SET times = -1",
                "UPDATE contact SET photo = decode('00', 'hex')",
                "UPDATE contact SET photo = decode('00', 'hex'), photo_type = 'image/svg+xml'",
                "UPDATE contact SET photo = decode(repeat('00', 204801), 'hex'),"
                        + " photo_type = 'image/png'",
                "UPDATE contact_email SET email = 'no address'",
                "UPDATE contact_email SET preferred = true",
                "UPDATE contact_email SET key = 'same'",
                "UPDATE contact_email SET position = 50",
                "INSERT INTO contact_group (id, owner, name, key, words) SELECT"
                        + " gen_random_uuid(), owner, 'CHESS', key, '' FROM contact_group"
            })
    void theTablesTakeNoNonsense(String statement) {
        add("Theo", "theo@northlight.example", "theo@x.example");
        groups.create(RUTH, "Chess");
        assertThatThrownBy(() -> sql.update(statement))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void completesByNameAddressAndDomainInAnyScript() {
        add("Zoë Müller", "zm@northlight.example");
        add("田中太郎", "tanaka@post.example");
        add("Theo", "theo.quist@northlight.example");
        add("", "lone@elsewhere.example");
        assertThat(completed("mull")).containsExactly("Zoë Müller <zm@northlight.example>");
        assertThat(completed("ZOË M")).hasSize(1);
        assertThat(completed("太郎")).containsExactly("田中太郎 <tanaka@post.example>");
        assertThat(completed("quist")).containsExactly("Theo <theo.quist@northlight.example>");
        assertThat(completed("theo.q")).hasSize(1);
        assertThat(completed("northl")).hasSize(2);
        assertThat(completed("lone")).containsExactly(" <lone@elsewhere.example>");
        assertThat(completed("uller")).isEmpty();
        assertThat(completed("%")).isEmpty();
        assertThat(completed("_")).isEmpty();
        assertThat(completed("\\")).isEmpty();
        assertThat(completed("' OR '1'='1")).isEmpty();
        assertThat(completed("  ")).isEmpty();
        assertThat(contacts.complete(RUTH, "theo", 0)).isEmpty();
        assertThat(contacts.complete("RUTH@Posthaste.example", "theo", 3)).hasSize(1);
    }

    @Test
    void offersTheAddressThatIsMeant() {
        UUID id = add("Theo Quist", "theo@home.example", "tq@work.example");
        assertThat(completed("quist"))
                .containsExactly("Theo Quist <theo@home.example>", "Theo Quist <tq@work.example>");
        assertThat(completed("tq")).containsExactly("Theo Quist <tq@work.example>");
        assertThat(completed("quist work")).containsExactly("Theo Quist <tq@work.example>");
        book.change(
                RUTH,
                id,
                new CardBuilder()
                        .display("Theo Quist")
                        .email("", "theo@home.example", false)
                        .email("", "tq@work.example", true)
                        .build());
        assertThat(completed("quist").getFirst()).isEqualTo("Theo Quist <tq@work.example>");
    }

    @Test
    void theMostAndLatestMailedComeFirst() {
        for (String name : List.of("Anna A", "Anna B", "Anna C", "Anna D")) {
            add(name, name.replace(' ', '.') + "@x.example");
        }
        mailed("Anna B", 3, Duration.ofDays(1));
        mailed("Anna C", 5, Duration.ofDays(1));
        mailed("Anna D", 20, Duration.ofDays(2_000));
        assertThat(completed("anna"))
                .extracting(one -> one.substring(0, 6))
                .containsExactly("Anna C", "Anna B", "Anna D", "Anna A");
        assertThat(contacts.complete(RUTH, "anna", 2)).hasSize(2);
    }

    private void mailed(String name, int times, Duration ago) {
        sql.update(
                "UPDATE contact SET times = ?, mailed_at = now() - make_interval(secs => ?)"
                        + " WHERE display = ?",
                times,
                (double) ago.toSeconds(),
                name);
    }

    @Test
    void aGroupIsCompletedWithItsMembersByTheirPreferredAddress() {
        book.add(
                RUTH,
                new CardBuilder()
                        .display("Bo")
                        .email("", "bo@x.example", false)
                        .email("", "bo@y.example", true)
                        .group("Schach & Tee")
                        .build());
        book.add(
                RUTH,
                new CardBuilder()
                        .display("Al")
                        .email("", "al@x.example", false)
                        .group("Schach & Tee")
                        .build());
        book.add(
                RUTH,
                new CardBuilder()
                        .display("Cy")
                        .email("", "cy@x.example", false)
                        .group("Schach & Tee")
                        .blocked(true)
                        .build());
        book.add(RUTH, new CardBuilder().display("No mail").group("Schach & Tee").build());
        groups.create(RUTH, "Scheune");
        assertThat(completed("tee")).containsExactly("Schach & Tee: [al@x.example, bo@y.example]");
        assertThat(completed("scheune")).isEmpty(); // nobody to write to
        assertThat(completed("cy")).isEmpty(); // blocked
    }

    @Test
    void countsWhoIsKnownAndKeepsNobodyWithoutConsent() {
        UUID theo = add("Theo", "Theo@Northlight.example", "theo@home.example");
        var mail =
                List.of(
                        new Address("T", "theo@northlight.EXAMPLE"),
                        new Address("T", "theo@home.example"),
                        new Address("New", "new@x.example"));
        contacts.mailed(RUTH, mail);
        collecting.choose(RUTH, false);
        contacts.mailed(RUTH, mail);
        assertThat(book.all(RUTH)).hasSize(1);
        Card card = book.find(RUTH, theo).orElseThrow().card();
        assertThat(card.times()).isEqualTo(2); // once a mail, not once an address
        assertThat(Duration.between(card.mailed(), Instant.now()))
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void keepsWhoIsWrittenToWhereThatIsAgreed() {
        collecting.choose(RUTH, true);
        contacts.mailed(
                RUTH.toUpperCase(java.util.Locale.ROOT),
                List.of(
                        new Address(" Ines \u202E\u0000Ö ", "ines@x.example"),
                        new Address("Again", "INES@x.example"),
                        new Address("bare@x.example", "bare@x.example"),
                        new Address("Me", "Ruth@posthaste.example"),
                        new Address("<script>", "no address"),
                        new Address("", "")));
        List<Contact> all = book.all(RUTH);
        assertThat(all)
                .extracting(one -> one.card().display())
                .containsExactly("bare@x.example", "Ines Ö");
        assertThat(all)
                .allSatisfy(
                        one -> {
                            assertThat(one.card().collected()).isTrue();
                            assertThat(one.card().times()).isEqualTo(1);
                            assertThat(one.card().mailed()).isNotNull();
                        });
        assertThat(contacts.complete(RUTH, "bare", 5))
                .containsExactly(new Suggestion.Person("", "bare@x.example", 1, true));
        contacts.mailed(RUTH, List.of(new Address("Ines", "ines@x.example")));
        assertThat(book.all(RUTH)).hasSize(2);
        assertThat(contacts.complete(RUTH, "ines", 5))
                .containsExactly(new Suggestion.Person("Ines Ö", "ines@x.example", 2, true));
    }

    @Test
    void twoMailsAtTheSameTimeKeepOneContact() throws Exception {
        collecting.choose(RUTH, true);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<? extends Future<?>> all =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () ->
                                                            contacts.mailed(
                                                                    RUTH,
                                                                    List.of(
                                                                            new Address(
                                                                                    "New",
                                                                                    "n@x.example")))))
                            .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(book.all(RUTH))
                .singleElement()
                .extracting(one -> one.card().times())
                .isEqualTo(8);
    }

    @Test
    void knowsWhatIsSaidOfAnAddress() {
        UUID id =
                book.add(
                                RUTH,
                                new CardBuilder()
                                        .display("Theo")
                                        .email("", "theo@bücher.example", false)
                                        .images(true)
                                        .build())
                        .orElseThrow();
        assertThat(contacts.find(RUTH, "THEO@xn--bcher-kva.example"))
                .contains(new Known(id, "Theo", false, true));
        book.add(
                RUTH,
                new CardBuilder()
                        .display("Theo again")
                        .email("", "theo@bücher.example", false)
                        .blocked(true)
                        .build());
        assertThat(contacts.find(RUTH, "theo@bücher.example").orElseThrow().blocked()).isTrue();
        assertThat(contacts.find(RUTH, "theo@bücher.example").orElseThrow().images()).isFalse();
        assertThat(contacts.find(RUTH, "nobody")).isEmpty();
    }

    @Test
    void findsDuplicatesByAddressAndByName() {
        add("Ruth Adeyemi", "r@a.example");
        add("Adeyemi, Rúth", "other@b.example");
        add("R", "OTHER@b.example");
        add("Somebody", "s@c.example");
        List<List<Contact>> found = duplicates.find(RUTH);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst())
                .extracting(one -> one.card().display())
                .containsExactlyInAnyOrder("Ruth Adeyemi", "Adeyemi, Rúth", "R");
    }

    @Test
    void mergingLosesNothing() {
        UUID one =
                book.add(
                                RUTH,
                                new CardBuilder()
                                        .name("", "Theo", "", "Quist", "")
                                        .organisation("Northlight")
                                        .notes("plays chess")
                                        .email("work", "t@x.example", true)
                                        .phone("home", "1")
                                        .group("A")
                                        .mailed(2, Instant.parse("2026-01-01T00:00:00Z"))
                                        .build())
                        .orElseThrow();
        UUID two =
                book.add(
                                RUTH,
                                new CardBuilder()
                                        .name("Dr", "Theodor", "", "Quist", "")
                                        .organisation("Southlight")
                                        .notes("drinks tea")
                                        .email("home", "T@x.example", true)
                                        .email("", "theo@y.example", true)
                                        .phone("home", "1")
                                        .phone("mobile", "2")
                                        .group("B")
                                        .photo(Pictures.GIF)
                                        .collected(true)
                                        .images(true)
                                        .mailed(3, Instant.parse("2026-02-01T00:00:00Z"))
                                        .build())
                        .orElseThrow();
        assertThat(duplicates.merge(RUTH, one, Set.of(one))).isFalse();
        assertThat(duplicates.merge(RUTH, one, Set.of(two, UUID.randomUUID()))).isFalse();
        assertThat(duplicates.merge(RUTH, one, Set.of(one, two))).isTrue();
        assertThat(book.all(RUTH)).singleElement().extracting(Contact::id).isEqualTo(one);
        Card card = book.find(RUTH, one).orElseThrow().card();
        assertThat(card.display()).isEqualTo("Theo Quist");
        assertThat(card.emails())
                .containsExactly(
                        new Card.Email("work", "t@x.example", true),
                        new Card.Email("", "theo@y.example", false));
        assertThat(card.phones())
                .containsExactly(new Card.Phone("home", "1"), new Card.Phone("mobile", "2"));
        assertThat(card.notes())
                .contains("plays chess", "drinks tea", "Dr Theodor Quist", "Southlight");
        assertThat(card.groups()).containsExactly("A", "B");
        assertThat(card.times()).isEqualTo(5);
        assertThat(card.mailed()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(card.images()).isTrue();
        assertThat(card.collected()).isFalse();
        assertThat(book.photo(RUTH, one)).contains(new Photo("image/gif", Pictures.GIF));
    }

    @Test
    void twoMergesAtOnceKeepOneContact() throws Exception {
        for (int round = 0; round < 5; round++) {
            nothing();
            UUID one = add("Same", "one@x.example");
            UUID two = add("Same", "two@x.example");
            try (var threads = Executors.newFixedThreadPool(2)) {
                var first = threads.submit(() -> duplicates.merge(RUTH, one, Set.of(two)));
                var second = threads.submit(() -> duplicates.merge(RUTH, two, Set.of(one)));
                assertThat(first.get()).isNotEqualTo(second.get());
            }
            assertThat(book.all(RUTH))
                    .singleElement()
                    .extracting(contact -> contact.card().emails().size())
                    .isEqualTo(2);
        }
    }

    @Test
    void whoeverIsCalledByALongAddressIsMergedToo() {
        String local = "a".repeat(64) + "@";
        String email = local + ("d".repeat(59) + ".").repeat(3) + "example";
        UUID one = add("", email);
        UUID two = add("Other", email);
        assertThat(duplicates.merge(RUTH, one, Set.of(two))).isTrue();
        assertThat(book.all(RUTH).getFirst().card().notes()).isEqualTo("Other");
    }

    @Test
    void whatHasNoRoomInOneContactIsNotMerged() {
        String[] emails =
                IntStream.range(0, 30).mapToObj(i -> "a" + i + "@x.example").toArray(String[]::new);
        String[] others =
                IntStream.range(0, 30).mapToObj(i -> "b" + i + "@x.example").toArray(String[]::new);
        UUID one = add("Same", emails);
        UUID two = add("Same", others);
        assertThat(duplicates.merge(RUTH, one, Set.of(two))).isFalse();
        assertThat(book.all(RUTH)).hasSize(2);
    }

    @Test
    void aNameTakesMostOfARowAndStillFits() {
        String wide = "\uFDFA".repeat(200); // one character that decomposes into many
        UUID id = add(wide, "w@x.example");
        assertThat(book.find(RUTH, id).orElseThrow().card().display()).isEqualTo(wide);
    }

    @Test
    void whatIsSaidOfASenderIsKeptWithTheContactOrMakesOne() {
        UUID theo = add("Theo", "theo@northlight.example", "theo@home.example");
        assertThat(contacts.showImages(RUTH, new Address("x", "THEO@home.example"), true)).isTrue();
        assertThat(book.find(RUTH, theo).orElseThrow().card().images()).isTrue();
        assertThat(contacts.block(RUTH, new Address("Spam <b>", "spam@mailer.example"), true))
                .isTrue();
        assertThat(contacts.block(RUTH, new Address("", "spam@mailer.example"), true)).isTrue();
        assertThat(book.all(RUTH)).hasSize(2);
        Known spam = contacts.find(RUTH, "Spam@mailer.example").orElseThrow();
        assertThat(spam.blocked()).isTrue();
        assertThat(spam.images()).isFalse();
        assertThat(spam.name()).isEqualTo("Spam <b>");
        assertThat(book.find(RUTH, spam.id()).orElseThrow().card().collected()).isFalse();
        assertThat(contacts.block(RUTH, new Address("", "spam@mailer.example"), false)).isTrue();
        assertThat(contacts.find(RUTH, "spam@mailer.example").orElseThrow().blocked()).isFalse();
        assertThat(contacts.block(RUTH, new Address("", "nobody"), true)).isFalse();
        assertThat(contacts.showImages(RUTH, new Address("", "new@x.example"), false)).isTrue();
        assertThat(contacts.find(RUTH, "new@x.example")).isEmpty();
        assertThat(contacts.find(INES, "theo@home.example")).isEmpty();
    }

    @Test
    void manyAreFoundAtOnceAndWhatOneContactForbidsCounts() {
        add("Theo", "theo@northlight.example");
        UUID second = add("Theo again", "theo@northlight.example");
        contacts.showImages(RUTH, new Address("", "theo@northlight.example"), true);
        sql.update("UPDATE contact SET images = false WHERE id = ?", second);
        sql.update("UPDATE contact SET blocked = true WHERE id = ?", second);
        var found =
                contacts.find(
                        RUTH,
                        List.of("Theo@Northlight.example", "no@x.example", "' OR 1=1 --", ""));
        assertThat(found.keySet()).containsExactly("Theo@Northlight.example");
        assertThat(found.get("Theo@Northlight.example").images()).isFalse();
        assertThat(found.get("Theo@Northlight.example").blocked()).isTrue();
    }
}

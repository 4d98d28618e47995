package org.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.SearchKey;
import org.restante.mail.SearchKey.Field;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.OpenMailbox.FoundPage;
import org.restante.mailbox.OpenMailbox.Neighbours;
import org.restante.mailbox.OpenMailbox.Place;
import org.restante.support.DovecotServer;
import org.restante.support.GreenMailServer;
import org.restante.support.MailServer;
import org.restante.support.Missing;
import org.restante.support.RawImap;

/** What is found, in which order, on Dovecot with all that it offers, as a bare one, GreenMail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FinderTests {

    private static final SearchKey UNREAD = new SearchKey.Not(new SearchKey.Has(Flag.SEEN));
    private static final int MANY = 130;

    private final List<MailServer> servers = new ArrayList<>();
    private final ImapSessions sessions = Engine.sessions();

    Stream<MailServer> servers() {
        if (servers.isEmpty()) {
            servers.add(GreenMailServer.start());
            if (DovecotServer.missing().isPresent()) {
                if ("fail".equals(System.getProperty("restante.missing"))) {
                    throw Missing.abort(FinderTests.class, DovecotServer.missing().get());
                }
                System.out.println(
                        "not run: FinderTests on Dovecot: " + DovecotServer.missing().get());
            } else {
                servers.add(DovecotServer.shared());
                servers.add(DovecotServer.with().capabilities("IMAP4rev1").start());
            }
        }
        return servers.stream();
    }

    @AfterEach
    void endSessions() {
        sessions.endAll();
    }

    @AfterAll
    void stopServers() {
        servers.stream()
                .filter(server -> server != DovecotServer.shared())
                .forEach(MailServer::close);
    }

    private MailSession filled(MailServer server, String user) {
        try (RawImap imap = server.connect(user)) {
            imap.append(
                    "INBOX",
                    IntStream.rangeClosed(1, MANY)
                            .mapToObj(
                                    i ->
                                            new RawImap.Message(
                                                    mail(i),
                                                    i % 3 == 0 ? List.of() : List.of("\\Seen"),
                                                    ZonedDateTime.now().minusDays(MANY - i)))
                            .toList());
        }
        return sessions.signIn(Engine.account(server.imapPort(), user), Engine.credential(user));
    }

    /**
     * No. i is written by one of five people, is the larger the smaller i, and has a file by tens.
     */
    private static byte[] mail(int i) {
        String name = List.of("Eve", "Bob", "Ann", "Dan", "Cem").get(i % 5);
        String text =
                "Body "
                        + i
                        + (i == 7 ? " zanzibar" : "")
                        + "\r\n"
                        + "x".repeat(40).concat("\r\n").repeat(MANY - i);
        String content =
                i % 10 == 0
                        ? "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                                + "Content-Type: text/plain\r\n\r\n"
                                + text
                                + "\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n"
                                + "Content-Disposition: attachment; filename=a.pdf\r\n\r\nx\r\n--b--\r\n"
                        : "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text;
        return ("From: "
                        + name
                        + " <p"
                        + (i % 5)
                        + "@posthaste.example>\r\n"
                        + "To: Ben <ben@posthaste.example>\r\nMIME-Version: 1.0\r\nSubject: "
                        + (i % 2 == 0 ? "Re: " : "")
                        + "Letter "
                        + (1000 - i)
                        + "\r\n"
                        + content)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static FoundPage find(MailSession session, Query query, long offset, int count) {
        return session.in(MailboxName.INBOX, box -> box.find(query, offset, count));
    }

    private static Query of(SearchKey key, Order order) {
        return new Query(key, order, 0);
    }

    /** The numbers of the letters of a page. */
    private static List<Integer> letters(FoundPage page) {
        return page.page().rows().stream()
                .map(row -> row.envelope().subject().replaceAll("\\D+", ""))
                .map(number -> 1000 - Integer.parseInt(number))
                .toList();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void listsTheUnreadPageByPageFromBothEnds(MailServer server) {
        MailSession session = filled(server, server.newUser());
        FoundPage first = find(session, of(UNREAD, Order.NEWEST), 0, 25);
        assertThat(first.page().total()).isEqualTo(43);
        assertThat(letters(first)).hasSize(25).startsWith(129, 126, 123);
        assertThat(letters(find(session, of(UNREAD, Order.NEWEST), 25, 25)))
                .hasSize(18)
                .endsWith(6, 3);
        assertThat(letters(find(session, of(UNREAD, Order.NEWEST), 5000, 25))).hasSize(18);
        assertThat(letters(find(session, of(UNREAD, Order.OLDEST), 0, 25))).startsWith(3, 6, 9);
        assertThat(letters(find(session, of(SearchKey.all(), Order.OLDEST), 0, 50)))
                .startsWith(1, 2, 3);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void sortsByNameSubjectAndSize(MailServer server) {
        MailSession session = filled(server, server.newUser());
        assertThat(letters(find(session, of(SearchKey.all(), Order.SUBJECT), 0, 25)))
                .startsWith(130, 129, 128);
        assertThat(letters(find(session, of(SearchKey.all(), Order.SUBJECT), 100, 25)))
                .startsWith(30, 29, 28);
        assertThat(letters(find(session, of(SearchKey.all(), Order.PEOPLE), 0, 25)))
                .hasSize(25)
                .allMatch(i -> server instanceof GreenMailServer || i % 5 == 2);
        assertThat(letters(find(session, of(UNREAD, Order.SMALLEST), 0, 25)).getFirst())
                .isEqualTo(129);
        assertThat(letters(find(session, of(UNREAD, Order.LARGEST), 0, 25)).getLast())
                .isGreaterThan(60);
        assertThat(find(session, of(UNREAD, Order.LARGEST), 0, 25).sorted()).isTrue();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void findsThoseWithFilesExactly(MailServer server) {
        MailSession session = filled(server, server.newUser());
        SearchKey files = new SearchKey.WithFile();
        FoundPage page = find(session, of(files, Order.NEWEST), 0, 25);
        assertThat(letters(page))
                .containsExactly(130, 120, 110, 100, 90, 80, 70, 60, 50, 40, 30, 20, 10);
        assertThat(page.more()).isFalse();
        SearchKey unread = SearchKey.and(List.of(files, UNREAD));
        assertThat(letters(find(session, of(unread, Order.NEWEST), 0, 25)))
                .containsExactly(120, 90, 60, 30);
        assertThat(letters(find(session, of(unread, Order.LARGEST), 0, 25)))
                .containsExactly(30, 60, 90, 120);
        SearchKey without = SearchKey.and(List.of(new SearchKey.Not(files), UNREAD));
        assertThat(find(session, of(without, Order.NEWEST), 0, 25).page().total()).isEqualTo(39);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void findsWordsInTheText(MailServer server) {
        MailSession session = filled(server, server.newUser());
        FoundPage page =
                find(session, of(new SearchKey.Text(Field.BODY, "zanzibar"), Order.NEWEST), 0, 25);
        assertThat(letters(page)).containsExactly(7);
        assertThat(page.searched()).isEqualTo(MANY);
        SearchKey subject = new SearchKey.Text(Field.SUBJECT, "letter 99");
        SearchKey from = new SearchKey.Text(Field.FROM, "p1@posthaste.example");
        assertThat(
                        letters(
                                find(
                                        session,
                                        of(SearchKey.and(List.of(subject, from)), Order.NEWEST),
                                        0,
                                        25)))
                .containsExactly(6, 1);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void hostileTextsFindNothingAndBreakNothing(MailServer server) {
        MailSession session = filled(server, server.newUser());
        for (String evil :
                List.of(
                        "\" ALL",
                        "x\r\na1 DELETE INBOX\r\n",
                        "{5+}",
                        "\\\"",
                        "naïve 日本 \uD83D\uDE00 {3+}",
                        "x\uD800y")) {
            for (Field field : List.of(Field.SUBJECT, Field.BODY)) {
                FoundPage page =
                        find(session, of(new SearchKey.Text(field, evil), Order.NEWEST), 0, 25);
                assertThat(page.page().rows()).as(evil).isEmpty();
            }
        }
        assertThat(session.in(MailboxName.INBOX, OpenMailbox::exists)).isEqualTo(MANY);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void whatOthersDoShowsInAListThatWasKnown(MailServer server) {
        String user = server.newUser();
        MailSession session = filled(server, user);
        Query unread = of(UNREAD, Order.NEWEST);
        assertThat(find(session, unread, 0, 25).page().total()).isEqualTo(43);
        try (RawImap other = server.connect(user)) {
            other.select("INBOX");
            long newest = other.search("UNSEEN").getLast();
            other.command("UID STORE " + newest + " +FLAGS (\\Seen)");
        }
        assertThat(find(session, unread, 0, 25).page().total()).isEqualTo(42);
        server.append(user, "INBOX", mail(1), List.of(), ZonedDateTime.now());
        assertThat(letters(find(session, unread, 0, 25))).startsWith(1, 126);
        Query files = of(new SearchKey.WithFile(), Order.NEWEST);
        assertThat(find(session, files, 0, 25).page().total()).isEqualTo(13);
        server.append(user, "INBOX", mail(10), List.of(), ZonedDateTime.now());
        assertThat(find(session, files, 0, 25).page().total()).isEqualTo(14);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void marksTellWhatTheyChangedAndAllOfAViewIsAllOfIt(MailServer server) {
        MailSession session = filled(server, server.newUser());
        UidSet changed = session.in(MailboxName.INBOX, box -> box.mark(box.all(), Flag.SEEN, true));
        assertThat(changed.size()).isEqualTo(43);
        assertThat(find(session, of(UNREAD, Order.NEWEST), 0, 25).page().total()).isZero();
        session.in(MailboxName.INBOX, box -> box.mark(changed, Flag.SEEN, false));
        UidSet all = session.in(MailboxName.INBOX, box -> box.found(of(UNREAD, Order.LARGEST)));
        assertThat(all).isEqualTo(changed);
        Query files = of(new SearchKey.WithFile(), Order.NEWEST);
        assertThat(session.in(MailboxName.INBOX, box -> box.found(files)).size()).isEqualTo(13);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void neighboursFollowTheList(MailServer server) {
        MailSession session = filled(server, server.newUser());
        for (Order order : List.of(Order.NEWEST, Order.OLDEST, Order.SUBJECT, Order.LARGEST)) {
            Query query = of(UNREAD, order);
            List<Uid> uids =
                    find(session, query, 0, 50).page().rows().stream()
                            .map(row -> row.uid())
                            .toList();
            Neighbours at =
                    session.in(
                                    MailboxName.INBOX,
                                    box -> box.neighbours(uids.get(20), query, 0).get())
                            .orElseThrow();
            assertThat(at).isEqualTo(new Neighbours(uids.get(19), uids.get(21), 21, 43));
        }
        Uid read =
                session.in(
                        MailboxName.INBOX,
                        box -> {
                            Uid uid =
                                    box.find(of(UNREAD, Order.NEWEST), 0, 50)
                                            .page()
                                            .rows()
                                            .get(3)
                                            .uid();
                            box.mark(UidSet.of(uid), Flag.SEEN, true);
                            return uid;
                        });
        Neighbours gone =
                session.in(
                                MailboxName.INBOX,
                                box -> box.neighbours(read, of(UNREAD, Order.NEWEST), 0).get())
                        .orElseThrow();
        assertThat(gone.position()).isEqualTo(4);
        assertThat(gone.newer()).isNotNull();
        assertThat(gone.older()).isNotNull();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void aDayIsFoundByItsNewestMessage(MailServer server) {
        MailSession session = filled(server, server.newUser());
        ZoneId zone = ZoneId.systemDefault();
        LocalDate day = LocalDate.now(zone).minusDays(30);
        Optional<Place> place = session.in(MailboxName.INBOX, box -> newest(box, day, zone));
        assertThat(place).hasValueSatisfying(at -> assertThat(at.position()).isEqualTo(31));
        LocalDate before = LocalDate.now(zone).minusDays(500);
        Optional<Place> none = session.in(MailboxName.INBOX, box -> newest(box, before, zone));
        assertThat(none).isEmpty();
    }

    private static Optional<Place> newest(OpenMailbox box, LocalDate day, ZoneId zone) {
        LocalDate next = day.plusDays(1);
        SearchKey until = new SearchKey.Before(next, next.atStartOfDay(zone).toInstant());
        SearchKey since = new SearchKey.Since(day, day.atStartOfDay(zone).toInstant());
        return box.newest(SearchKey.and(List.of(since, until)), until);
    }
}

package org.restante.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor.Answer;
import org.restante.support.ImapProxy;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/**
 * What a mail server at the other end of the world would cost: the exchanges of each act, counted
 * on the wire, in a small folder and in one of 100,000 messages alike.
 */
@Requires(Requirement.DATABASE)
class RoundTripTests {
    private static final int MANY = Integer.getInteger("restante.many", 100_000);
    private static final int FEW = 300;
    private static final int DEEP = 3;

    /** A page has fifty rows; each costs a few hundred octets of envelope and structure. */
    private static final long PAGE_OCTETS = 150_000;

    /** Two thousand structures of some two hundred octets. */
    private static final long SLICE_OCTETS = 500_000;

    /** The way is long enough for all commands of one flight to be under way together. */
    private static final Duration WAY = Duration.ofMillis(25);

    /** A request looks on for little more than a second. */
    private static final int SLICES = 1200 / 25 + 2;

    private final Running running = Running.get();
    private final List<String> missed = new ArrayList<>();

    @BeforeEach
    @AfterEach
    void healthy() {
        running.houses().forEach(house -> house.proxy().heal());
    }

    @Test
    void aSmallFolderOnDovecot() {
        measure(running.dovecot(), FEW, DEEP);
    }

    @Test
    void aSmallFolderOnGreenMail() {
        measure(running.greenMail(), FEW, DEEP);
    }

    @Test
    void aHundredThousandMessagesOnDovecot() {
        measure(running.dovecot(), MANY, MANY / 100);
    }

    private void measure(House house, int messages, int deep) {
        String address = house.newUser();
        fill(house, address, messages);
        ImapProxy proxy = house.proxy();
        proxy.delay(ImapProxy.Direction.FROM_CLIENT, WAY);
        Visitor visitor = running.visitor();
        Document signIn = visitor.open("/sign-in").page();

        proxy.reset();
        Answer inbox =
                act(
                        "sign-in to first list",
                        proxy,
                        3,
                        () ->
                                visitor.press(
                                        signIn.selectFirst("button[type=submit]"),
                                        "username",
                                        address,
                                        "password",
                                        Running.PASSWORD));
        assertThat(inbox.page().select(".msg")).hasSize(50);
        assertThat(inbox.page().select(".range").text().replace(",", ""))
                .isEqualTo("1 to 50 of " + messages);
        act("warm first list", proxy, 1, () -> visitor.open("/mail/INBOX"));
        isBounded(proxy, messages);
        Answer far =
                act("warm deep list", proxy, 1, () -> visitor.open("/mail/INBOX?page=" + deep));
        isBounded(proxy, messages);
        act("warm deep list again", proxy, 1, () -> visitor.open("/mail/INBOX?page=" + deep));
        assertThat(far.page().select(".msg")).hasSize(50);

        Document list = visitor.open("/mail/INBOX").page();
        String seen = list.select(".msg-link").get(4).attr("href");
        act("unread message beside its list", proxy, 2, () -> visitor.open(seen));
        act("the same again", proxy, 1, () -> visitor.open(seen));
        act("message alone, seen in the list", proxy, 1, () -> alone(visitor, seen));
        String unread = list.select(".msg-link").get(6).attr("href");
        act("unread message alone, with its body", proxy, 1, () -> withBody(visitor, unread, true));
        String unseen = "/mail/INBOX/7";
        act("message never seen before", proxy, 2, () -> withBody(visitor, unseen, false));

        act("flag one", proxy, 3, () -> press(visitor, list, 8, "flagged"));
        act("mark one read", proxy, 3, () -> press(visitor, list, 9, "seen"));
        // A row moves up into the page, which nobody has seen before.
        act("move one to the bin", proxy, 4, () -> press(visitor, list, 10, "trashed"));
        act("archive one", proxy, 4, () -> press(visitor, list, 11, "archived"));
        Document trash = visitor.open("/mail/Trash").page();
        Answer question =
                act("ask before deleting", proxy, 2, () -> press(visitor, trash, 0, "deletion"));
        act(
                "delete for good",
                proxy,
                3,
                () -> visitor.press(question.page().selectFirst("button[name=confirmed]")));
        // Back from the bin, which costs its SELECT.
        visitor.open("/mail/INBOX");
        views(visitor, proxy, messages);
        assertThat(missed).isEmpty();
    }

    /** Other views: one exchange finds, one fetches the rows; what is known costs one. */
    private void views(Visitor visitor, ImapProxy proxy, int messages) {
        for (String view :
                List.of(
                        "filter=unread",
                        "filter=files",
                        "sort=oldest",
                        "sort=subject",
                        "sort=largest",
                        "q=subject:letter")) {
            String path = "/mail/INBOX?" + view;
            // No server knows which messages carry files: none of these does, so slices of their
            // structures are looked through, as many as go into its time.
            boolean slices = view.equals("filter=files") && messages > 1000;
            int most = slices ? SLICES : 2;
            act("first look: " + view, proxy, most, () -> visitor.open(path));
            act("once more: " + view, proxy, most, () -> visitor.open(path));
            assertThat(proxy.exchanges())
                    .extracting(ImapProxy.Exchange::serverBytes)
                    .as(view)
                    .allMatch(octets -> octets < (slices ? SLICE_OCTETS : PAGE_OCTETS));
        }
        String deep = "/mail/INBOX?sort=subject&page=3";
        act("further page of a sorted list", proxy, 2, () -> visitor.open(deep));
    }

    /** As htmx asks when only the reading pane changes. */
    private static Answer alone(Visitor visitor, String path) {
        return visitor.get(path, "HX-Request", "true", "HX-Target", "reader");
    }

    private static Answer withBody(Visitor visitor, String path, boolean alone) {
        Answer page = (alone ? alone(visitor, path) : visitor.open(path)).hasStatus(200);
        String body = page.page().select("iframe.letter-body").attr("src");
        assertThat(visitor.open(body).hasStatus(200).text()).contains("no. ");
        return page;
    }

    private static Answer press(Visitor visitor, Document list, int row, String noun) {
        Answer after =
                visitor.press(
                        list.selectFirst(".bar button[formaction$=/" + noun + "]"),
                        "uid",
                        list.select(".msg input[name=uid]").get(row).val());
        assertThat(after.status()).isEqualTo(200);
        return after;
    }

    private Answer act(String name, ImapProxy proxy, int most, Supplier<Answer> act) {
        proxy.reset();
        long start = System.nanoTime();
        Answer answer = act.get();
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        answer.hasStatus(200);
        List<ImapProxy.Exchange> exchanges =
                proxy.exchanges().stream().filter(RoundTripTests::counts).toList();
        System.out.printf(
                "%-34s %d exchanges (at most %d), %,d octets, %d ms%n",
                name,
                exchanges.size(),
                most,
                exchanges.stream().mapToLong(ImapProxy.Exchange::serverBytes).sum(),
                millis);
        if (exchanges.size() > most) {
            exchanges.forEach(exchange -> System.out.println("    " + exchange));
        }
        if (exchanges.size() > most) {
            missed.add(name + ": " + exchanges.size());
        }
        return answer;
    }

    /** What comes before the session stands: capability, TLS, and the password itself. */
    private static boolean counts(ImapProxy.Exchange exchange) {
        return exchange.clientLines().stream()
                .noneMatch(
                        line ->
                                line.toUpperCase(Locale.ROOT)
                                        .matches(
                                                ".* (LOGIN|AUTHENTICATE|STARTTLS)\\b.*|\\S+ CAPABILITY|[A-Za-z0-9+/=]{20,}"));
    }

    private static void isBounded(ImapProxy proxy, int messages) {
        List<ImapProxy.Exchange> exchanges = proxy.exchanges();
        assertThat(exchanges.stream().flatMap(one -> one.clientLines().stream()))
                .noneMatch(line -> line.matches("\\S+ (UID )?(SEARCH|SORT|THREAD)\\b.*"))
                .filteredOn(line -> line.contains("FETCH"))
                .allMatch(line -> span(line) <= 50);
        assertThat(exchanges.stream().mapToLong(ImapProxy.Exchange::serverBytes).sum())
                .isLessThan(PAGE_OCTETS);
    }

    /** How many messages a FETCH asks for. */
    private static long span(String line) {
        String set = line.replaceFirst("^\\S+ (UID )?FETCH (\\S+) .*$", "$2");
        long count = 0;
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            count += ends.length == 1 ? 1 : Math.abs(number(ends[1]) - number(ends[0])) + 1;
        }
        return count;
    }

    private static long number(String text) {
        return text.equals("*") ? Long.MAX_VALUE / 2 : Long.parseLong(text);
    }

    private static void fill(House house, String address, int messages) {
        long start = System.nanoTime();
        if (messages <= 1_000) {
            try (RawImap imap = house.connect(address)) {
                imap.append("INBOX", Post.letters(messages));
            }
        } else {
            pipeline(house, address, messages);
        }
        System.out.printf(
                "%s: %,d messages appended in %d s%n",
                house, messages, Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }

    /** APPEND by the hundred without waiting for answers (MULTIAPPEND, LITERAL+). */
    private static void pipeline(House house, String address, int messages) {
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss xx", Locale.ENGLISH);
        ZonedDateTime now = ZonedDateTime.now();
        try (Socket socket = new Socket(house.server().host(), house.server().imapPort())) {
            OutputStream out = socket.getOutputStream();
            Thread drain = Thread.ofVirtual().start(() -> drain(socket));
            out.write(
                    ("a LOGIN " + address + " " + Running.PASSWORD + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            int batch = 500;
            for (int from = 1; from <= messages; from += batch) {
                ByteArrayOutputStream command = new ByteArrayOutputStream();
                command.writeBytes("b APPEND INBOX".getBytes(StandardCharsets.US_ASCII));
                for (int i = from; i < from + batch && i <= messages; i++) {
                    byte[] mail = Post.text("Letter " + i, "Dear Ben, this is no. " + i);
                    String flags = i % 7 == 0 ? "" : "\\Seen";
                    String date = now.minusMinutes(messages - i).format(format);
                    command.writeBytes(
                            (" (%s) \"%s\" {%d+}\r\n".formatted(flags, date, mail.length))
                                    .getBytes(StandardCharsets.US_ASCII));
                    command.writeBytes(mail);
                }
                command.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(command.toByteArray());
            }
            out.write("c LOGOUT\r\n".getBytes(StandardCharsets.US_ASCII));
            drain.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (RawImap imap = house.connect(address)) {
            assertThat(imap.count("INBOX")).isEqualTo(messages);
        }
    }

    private static void drain(Socket socket) {
        try (InputStream in = socket.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the count afterwards tells
        }
    }
}

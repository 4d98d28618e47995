package org.restante.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor.Answer;
import org.restante.support.Missing;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/**
 * Every mail of the corpus through a real mail server to the page: lists, messages and bodies open,
 * files come down as another decoder has them, and the log stays silent.
 */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class CorpusTests {
    private static final int READERS = 3;

    /** All are listed; opened is one half a day, or all by {@code -Drestante.corpus.each=1}. */
    private static final int EACH = Integer.getInteger("restante.corpus.each", 2);

    private static final int FIRST = (int) (LocalDate.now(ZoneOffset.UTC).toEpochDay() % EACH);

    private final Running running = Running.get();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger asJakarta = new AtomicInteger();
    private final AtomicInteger asServer = new AtomicInteger();
    private final AtomicInteger asDecoded = new AtomicInteger();
    private final AtomicInteger pictures = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    private record Box(String name, List<Path> files) {}

    private record Place(String address, String box, long uid, Path file, byte[] raw) {}

    @Test
    void everyMailOpensAndEveryFileComesDownUnchanged() throws Exception {
        List<Box> boxes = boxes();
        House house = running.dovecot();
        house.proxy().heal();
        String address = house.newUser();
        long start = System.nanoTime();
        boxes.forEach(box -> append(house, address, box));
        long appended = System.nanoTime();
        Visitor visitor = running.visitor().signedIn(address);
        try (Complaints complaints = Complaints.listen();
                ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            List<Future<?>> boxesRead = new ArrayList<>();
            for (Box box : boxes) {
                boxesRead.add(readers.submit(() -> read(house, address, visitor, box)));
            }
            for (Future<?> one : boxesRead) {
                one.get();
            }
            complaints.heard().forEach(wrong::add);
        }
        System.out.printf(
                "%d messages on %d list pages; files: %d as Jakarta Mail has them, %d more as Dovecot"
                        + " has them, %d as decoded from what Dovecot takes apart; %d pictures"
                        + " in texts; appended in %d s, read in %d s%n",
                messages.get(),
                lists.get(),
                asJakarta.get(),
                asServer.get(),
                asDecoded.get(),
                pictures.get(),
                Duration.ofNanos(appended - start).toSeconds(),
                Duration.ofNanos(System.nanoTime() - appended).toSeconds());
        wrong.forEach(System.out::println);
        assertThat(wrong).isEmpty();
        assertThat(messages.get())
                .isEqualTo(boxes.stream().mapToInt(CorpusTests::opened).sum())
                .isGreaterThanOrEqualTo(2_400 / EACH);
    }

    private static int opened(Box box) {
        return Math.max(0, (box.files().size() - FIRST + EACH - 1) / EACH);
    }

    private void read(House house, String address, Visitor visitor, Box box) {
        try (RawImap imap = house.connect(address)) {
            imap.command("EXAMINE " + RawImap.name(box.name()));
            List<String> rows = new ArrayList<>();
            int last = (box.files().size() + 49) / 50;
            for (int page = 1; page <= last; page++) {
                Answer list = visitor.open("/mail/" + box.name() + "?page=" + page);
                if (list.status() != 200) {
                    wrong.add(list.path() + " " + list.status());
                    continue;
                }
                lists.incrementAndGet();
                rows.addAll(list.page().select(".msg-link").eachAttr("href"));
            }
            if (rows.size() != box.files().size()) {
                wrong.add(box.name() + " lists " + rows.size() + " of " + box.files().size());
            }
            for (int i = FIRST; i < rows.size(); i += EACH) {
                message(imap, address, visitor, box, rows.get(i));
            }
        }
    }

    private void message(RawImap imap, String address, Visitor visitor, Box box, String path) {
        long uid = Long.parseLong(path.replaceFirst("\\?.*", "").replaceFirst(".*/", ""));
        Path file = box.files().get((int) uid - 1);
        // Alone, as htmx asks: the list beside it is another test's.
        Answer answer = visitor.get(path, "HX-Request", "true", "HX-Target", "reader");
        if (answer.status() != 200) {
            wrong.add(path + " " + answer.status() + " " + file);
            return;
        }
        messages.incrementAndGet();
        Document page = answer.page();
        Answer body = visitor.open(page.select("iframe.letter-body").attr("src"));
        if (body.status() != 200) {
            wrong.add(body.path() + " " + body.status() + " " + file);
            return;
        }
        Place place = new Place(address, box.name(), uid, file, imap.message(uid));
        for (Element link : page.select("#reader a[download]")) {
            part(visitor, place, link.attr("href"), false);
        }
        for (Element picture : body.page().select("img[src^=/mail/]")) {
            part(visitor, place, picture.attr("src"), true);
            pictures.incrementAndGet();
        }
    }

    private void part(Visitor visitor, Place place, String link, boolean picture) {
        Answer answer = visitor.open(link);
        String where = link + " of " + place.file();
        if (answer.status() != 200) {
            wrong.add(where + " " + answer.status());
            return;
        }
        if (!picture && !answer.header("Content-Disposition").startsWith("attachment;")) {
            wrong.add(where + " is no attachment: " + answer.header("Content-Disposition"));
        }
        byte[] ours = answer.bytes();
        if (link.endsWith("/source")) {
            if (!Arrays.equals(ours, place.raw())) {
                wrong.add(where + " is not the message");
            }
            return;
        }
        String section = link.replaceFirst("\\?.*", "").replaceFirst(".*/parts/", "");
        byte[] jakarta = Reference.part(place.raw(), section);
        if (Arrays.equals(ours, jakarta)) {
            asJakarta.incrementAndGet();
            return;
        }
        byte[] server = server(place, "BINARY.PEEK[" + section + "]");
        if (Arrays.equals(ours, server)) {
            asServer.incrementAndGet();
            return;
        }
        byte[] decoded = decoded(place, section);
        if (Arrays.equals(ours, decoded)) {
            asDecoded.incrementAndGet();
            return;
        }
        wrong.add(
                "%s: ours %d octets, Jakarta's %s, Dovecot's %s, Dovecot's decoded by Jakarta %s"
                        .formatted(
                                where,
                                ours.length,
                                difference(ours, jakarta),
                                difference(ours, server),
                                difference(ours, decoded)));
    }

    private static String difference(byte[] ours, byte[] other) {
        return other == null
                ? "none"
                : other.length + " (differs at " + Arrays.mismatch(ours, other) + ")";
    }

    /** Where Jakarta Mail cannot read the message: the server takes it apart, Jakarta decodes. */
    private byte[] decoded(Place place, String section) {
        byte[] raw = server(place, "BODY.PEEK[" + section + "]");
        byte[] head = server(place, "BODY.PEEK[" + section + ".MIME]");
        return raw == null || head == null
                ? raw
                : Reference.decoded(raw, new String(head, ISO_8859_1));
    }

    /**
     * What the server has to say of a part, for instance as it decodes it (RFC 3516). On a
     * connection of its own, because Dovecot gives up on some malformed parts with all that is
     * connected.
     */
    private byte[] server(Place place, String item) {
        try (RawImap imap = running.dovecot().connect(place.address())) {
            imap.command("EXAMINE " + RawImap.name(place.box()));
            return literal(imap.attempt("UID FETCH " + place.uid() + " (" + item + ")"));
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    private static byte[] literal(RawImap.Reply reply) {
        return reply.untagged().stream()
                .flatMap(response -> response.literals().stream())
                .findFirst()
                .orElse(null);
    }

    private static void append(House house, String address, Box box) {
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent(box.name());
            ZonedDateTime now = ZonedDateTime.now();
            imap.append(
                    box.name(),
                    box.files().stream()
                            .map(file -> new RawImap.Message(mail(file), List.of(), now))
                            .toList());
            assertThat(imap.count(box.name())).isEqualTo(box.files().size());
        }
    }

    private static List<Box> boxes() throws IOException {
        Path corpus = Path.of(System.getProperty("restante.corpus", "../shared/corpus"), "mail");
        if (!Files.isDirectory(corpus)) {
            throw Missing.abort("no corpus of mails at " + corpus + " (-Drestante.corpus=...)");
        }
        Map<String, List<Path>> byFolder = new TreeMap<>();
        try (Stream<Path> files = Files.walk(corpus)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(
                            file ->
                                    byFolder.computeIfAbsent(
                                                    corpus.relativize(file).getName(0).toString(),
                                                    key -> new ArrayList<>())
                                            .add(file));
        }
        return byFolder.entrySet().stream()
                .map(folder -> new Box(folder.getKey(), folder.getValue()))
                .sorted((a, b) -> b.files().size() - a.files().size())
                .toList();
    }

    /** The message that a file is or, where it is only a text, page or card, the one around it. */
    private static byte[] mail(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String name = file.getFileName().toString();
            String ending = name.substring(name.lastIndexOf('.') + 1);
            boolean bare =
                    file.toString().contains("crisp-email") || file.toString().contains("postmark");
            return switch (ending) {
                case "html" -> Post.mail(name, base64("text/html; charset=utf-8", "", bytes));
                case "ics" -> attached(name, "text/calendar", bytes);
                case "vcf" -> attached(name, "text/vcard", bytes);
                case "xml", "json", "gitattributes" ->
                        attached(name, "application/" + ending, bytes);
                default ->
                        bare || name.equals("COPYING")
                                ? Post.mail(name, base64("text/plain; charset=utf-8", "", bytes))
                                : wire(bytes);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] attached(String name, String type, byte[] bytes) {
        return Post.mail(
                name,
                "Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n"
                        + "Content-Type: text/plain\r\n\r\nA file.\r\n--b1\r\n"
                        + base64(
                                type,
                                "Content-Disposition: attachment; filename=\"" + name + "\"\r\n",
                                bytes)
                        + "\r\n--b1--\r\n");
    }

    private static String base64(String type, String headers, byte[] bytes) {
        return "Content-Type: "
                + type
                + "\r\n"
                + headers
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(bytes);
    }

    /** As IMAP carries it: lines end with CRLF, and there is no NUL (RFC 9051, section 4.3.1). */
    private static byte[] wire(byte[] bytes) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream(bytes.length + 1_000);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) {
                wire.write('\r');
            }
            wire.write(bytes[i] == 0 ? '?' : bytes[i]);
        }
        return wire.size() == 0 ? "\r\n".getBytes(US_ASCII) : wire.toByteArray();
    }
}

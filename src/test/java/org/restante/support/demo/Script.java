package org.restante.support.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Conversations written as text, in {@code src/test/resources/demo}:
 *
 * <pre>
 * === folder | subject | list address (optional)
 * --- from > to, to ; cc | when | flags | options
 * the text; paragraphs are one line each
 * </pre>
 *
 * <p>When: {@code 40m}, {@code 5h}, {@code 3d@09:14} before now. Flags: {@code new star answered
 * fwd} ({@code new} is unread). Options: {@code quote}, {@code html}, {@code draft}, {@code raw}
 * (header in bare bytes), {@code enc=Q}, {@code cte=base64}, {@code attach=kind:name}.
 */
final class Script {
    private static final DateTimeFormatter SAID =
            DateTimeFormatter.ofPattern("d MMM yyyy 'at' HH:mm", Locale.ENGLISH);

    private final String owner;
    private final ZonedDateTime now;
    private final List<Letter> letters = new ArrayList<>();

    private String folder = "";
    private String subject = "";
    private String list = "";
    private final List<String> ids = new ArrayList<>();
    private String said = "";
    private ZonedDateTime last;

    private Script(String owner, ZonedDateTime now) {
        this.owner = owner;
        this.now = now.withNano(0);
        this.last = now.minusYears(10);
    }

    static List<Letter> play(String resource, String owner, ZonedDateTime now) {
        Script script = new Script(owner, now);
        for (String conversation : read(resource).split("(?m)^=== ")) {
            if (!conversation.isBlank() && !conversation.startsWith("#")) {
                script.conversation(conversation);
            }
        }
        return script.letters;
    }

    static String read(String resource) {
        try (var in = Script.class.getResourceAsStream("/demo/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource demo/" + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void conversation(String text) {
        String[] pieces = text.split("(?m)^--- ");
        String[] head = pieces[0].strip().split("\\s*\\|\\s*");
        folder = head[0];
        subject = head.length > 1 ? head[1] : "";
        list = head.length > 2 ? head[2] : "";
        ids.clear();
        said = "";
        last = now.minusYears(10);
        for (int i = 1; i < pieces.length; i++) {
            message(pieces[i], i);
        }
    }

    private void message(String text, int number) {
        int end = text.indexOf('\n');
        String[] head = (text.substring(0, end) + " | | | ").split("\\s*\\|\\s*", -1);
        String[] route = head[0].split("\\s*[>;]\\s*", -1);
        Person from = Person.of(route[0]);
        ZonedDateTime date = date(head[1]);
        if (!date.isAfter(last)) {
            date = last.plusMinutes(17); // hours and days ago may cross, an answer comes later
        }
        last = date;
        Map<String, List<String>> options = options(head[3]);
        String body = text.substring(end + 1).strip() + "\n";
        String whole = options.containsKey("quote") ? body + "\n" + said : body;

        Post post = new Post(from, date, subject + number + folder);
        post.to(Person.all(route.length > 1 ? route[1] : owner));
        post.cc(Person.all(route.length > 2 ? route[2] : ""));
        if (!subject.isEmpty()) {
            boolean forward = options.containsKey("fwd");
            post.subject((ids.isEmpty() ? "" : forward ? "Fwd: " : "Re: ") + subject);
        }
        post.references(ids);
        if (options.containsKey("enc")) {
            post.charset(from.charset(), options.get("enc").getFirst());
        }
        listHeaders(post);
        byte[] bytes = post.with(body(from, whole, options));
        boolean own = from.key().equals(owner);
        boolean draft = options.containsKey("draft");
        String place = draft ? "Drafts" : own && !options.containsKey("here") ? "Sent" : folder;
        letters.add(Letter.of(place, bytes, flags(head[2], own, draft), date));
        ids.add(post.id);
        said = quoted(from, date, Mime.plain(whole));
    }

    private void listHeaders(Post post) {
        if (!list.isEmpty()) {
            String dotted = list.replace('@', '.');
            post.header("List-Id: <" + dotted + ">");
            post.header("List-Post: <mailto:" + list + ">");
            post.header("List-Unsubscribe: <mailto:" + list.replace("@", "-leave@") + ">");
            post.header("Precedence: list");
        }
    }

    private static Mime.Part body(Person from, String text, Map<String, List<String>> options) {
        String style = options.containsKey("html") ? "html" : from.style();
        style = options.getOrDefault("cte", List.of(style)).getFirst();
        Mime.Part body =
                switch (style) {
                    case "flowed" ->
                            Mime.text(
                                    "plain",
                                    Mime.flowed(text),
                                    from.charset(),
                                    ascii(text) ? "7bit" : "8bit",
                                    "; format=flowed");
                    case "html" ->
                            Mime.multipart(
                                    "alternative",
                                    Mime.text(
                                            "plain",
                                            Mime.wrapped(Mime.plain(text)),
                                            from.charset(),
                                            "qp"),
                                    Mime.text("html", html(text), from.charset(), "qp"));
                    case "7bit", "8bit" ->
                            Mime.text("plain", Mime.wrapped(text), from.charset(), style);
                    default -> Mime.text("plain", text, from.charset(), style);
                };
        List<String> attached = options.getOrDefault("attach", List.of());
        if (attached.isEmpty()) {
            return body;
        }
        List<Mime.Part> parts = new ArrayList<>(List.of(body));
        attached.forEach(what -> parts.add(attachment(what, text)));
        return Mime.multipart("mixed", parts.toArray(Mime.Part[]::new));
    }

    private static Mime.Part attachment(String what, String text) {
        String kind = what.substring(0, what.indexOf(':'));
        String name = what.substring(what.indexOf(':') + 1);
        int seed = name.hashCode();
        List<String> lines = Mime.wrapped(text).lines().limit(30).toList();
        return switch (kind) {
            case "pdf" ->
                    Mime.attachment(
                            "application/pdf",
                            name,
                            Things.pdf(name.replaceFirst("\\.pdf$", ""), lines));
            case "photo" -> Mime.attachment("image/jpeg", name, Things.photo(seed, 1024, 683));
            case "sketch" -> Mime.attachment("image/png", name, Things.sketch(seed, 640, 480));
            case "chart" -> Mime.attachment("image/png", name, Things.chart(seed, 480, 240));
            case "docx" ->
                    Mime.attachment(
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                            name,
                            Things.docx(lines));
            case "csv" ->
                    Mime.attachment("text/csv; charset=UTF-8", name, Things.utf8(table(seed)));
            case "zip" ->
                    Mime.attachment(
                            "application/zip",
                            name,
                            Things.zip(
                                    Map.of(
                                            "read me first.txt",
                                            Things.utf8(text),
                                            "plans/ground floor.png",
                                            Things.sketch(seed, 320, 240))));
            case "wav" -> Mime.attachment("audio/x-wav", name, Things.wave(4));
            case "vcf" ->
                    Mime.attachment(
                            "text/vcard; charset=UTF-8",
                            name,
                            Things.utf8(
                                    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bram de Wit\r\nORG:De Wit"
                                            + " Glass\r\nEMAIL:bram@dewitglass.example\r\n"
                                            + "TEL;TYPE=work:+31 20 555 0142\r\nEND:VCARD\r\n"));
            case "big" -> Mime.attachment("video/mp4", name, Things.noise(seed, 3 * 1024 * 1024));
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static String table(int seed) {
        StringBuilder csv = new StringBuilder("station,date,high water,low water\r\n");
        for (int day = 1; day <= 28; day++) {
            int high = 300 + Math.floorMod(seed + day * 37, 120);
            csv.append("Cape Morrow,2026-02-%02d,%d,%d\r\n".formatted(day, high, high - 240));
        }
        return csv.toString();
    }

    /** Light markup to HTML: paragraphs, lists, quotes, {@code [text](address)}. */
    static String html(String text) {
        String body = Mime.paragraphs(text).map(Script::block).collect(Collectors.joining("\n"));
        return "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html;"
                + " charset=UTF-8\"></head>\n<body style=\"font-family: Georgia, serif; font-size:"
                + " 15px; color: #222\">\n"
                + body
                + "\n</body></html>\n";
    }

    private static String block(String paragraph) {
        String safe =
                Mime.htmlText(paragraph)
                        .replaceAll("\\[([^\\]]+)]\\(([^)]+)\\)", "<a href=\"$2\">$1</a>")
                        .replaceAll("\\*\\*([^*]+)\\*\\*", "<b>$1</b>");
        if (safe.startsWith("* ")) {
            return "<ul>"
                    + safe.lines()
                            .map(line -> "<li>" + line.replaceFirst("^\\* ", "") + "</li>")
                            .collect(Collectors.joining())
                    + "</ul>";
        }
        if (safe.startsWith("&gt;")) {
            return "<blockquote style=\"border-left: 2px solid #aaa; margin: 0 0 0 8px;"
                    + " padding-left: 8px; color: #555\">"
                    + safe.lines()
                            .map(line -> line.replaceFirst("^&gt; ?", ""))
                            .collect(Collectors.joining("<br>\n"))
                    + "</blockquote>";
        }
        return "<p>" + safe.replace("\n", "<br>\n") + "</p>";
    }

    private String quoted(Person from, ZonedDateTime date, String text) {
        String name = from.name().isEmpty() ? from.address() : from.name();
        return "On %s, %s wrote:\n".formatted(SAID.format(date), name)
                + Mime.wrapped(text)
                        .lines()
                        .limit(40)
                        .map(line -> line.startsWith(">") ? ">" + line : "> " + line)
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private ZonedDateTime date(String when) {
        return date(now, when);
    }

    static ZonedDateTime date(ZonedDateTime now, String when) {
        if (when.endsWith("m")) {
            return now.minusMinutes(Long.parseLong(when.replace("m", "")));
        }
        if (when.endsWith("h")) {
            return now.minusHours(Long.parseLong(when.replace("h", "")));
        }
        String[] parts = when.split("d@");
        LocalTime time = LocalTime.parse(parts[1]);
        return now.minus(Duration.ofDays(Long.parseLong(parts[0])))
                .with(time)
                .withSecond(Math.floorMod(when.hashCode(), 60))
                .withNano(0);
    }

    private static List<String> flags(String words, boolean own, boolean draft) {
        List<String> flags = new ArrayList<>();
        if (own || draft || !words.contains("new")) {
            flags.add("\\Seen");
        }
        if (words.contains("star")) {
            flags.add("\\Flagged");
        }
        if (words.contains("answered")) {
            flags.add("\\Answered");
        }
        if (words.contains("fwd")) {
            flags.add("$Forwarded");
        }
        if (draft) {
            flags.add("\\Draft");
        }
        return flags;
    }

    private static Map<String, List<String>> options(String text) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (String option : text.split("\\s*;\\s*")) {
            String[] pair = option.strip().split("=", 2);
            options.computeIfAbsent(pair[0], key -> new ArrayList<>())
                    .add(pair.length > 1 ? pair[1] : "");
        }
        return options;
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}

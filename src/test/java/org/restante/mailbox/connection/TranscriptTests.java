package org.restante.mailbox.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.angus.mail.iap.Protocol;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.restante.mail.MailboxName;
import org.restante.mail.SearchKey;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.command.Append;
import org.restante.mailbox.command.Fetch;
import org.restante.mailbox.command.ListMailboxes;
import org.restante.mailbox.command.MailboxCounts;
import org.restante.mailbox.command.Namespaces;
import org.restante.mailbox.command.Noop;
import org.restante.mailbox.command.QuotaRoot;
import org.restante.mailbox.command.Search;
import org.restante.mailbox.command.Sort;
import org.restante.support.Missing;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What servers of all makes said to other people's clients: every response goes through the
 * framing, the lexer and all commands, and what is cheap to know of its meaning is checked.
 */
class TranscriptTests {

    private static final List<String> JSON =
            List.of("imap-codec", "imapclient-py", "imapflow", "node-imap", "tokio-imap");

    /** What was read, by the kind of response. */
    private final Map<String, Integer> counts = new TreeMap<>();

    private static Path corpus() {
        String named = System.getProperty("restante.corpus");
        Path corpus = Path.of(named == null ? "../shared/corpus" : named).resolve("protocol");
        if (!Files.isDirectory(corpus)) {
            throw Missing.abort(TranscriptTests.class, "no folder " + corpus);
        }
        return corpus;
    }

    @TestFactory
    Stream<DynamicTest> everyTranscriptIsRead() throws IOException {
        Path corpus = corpus();
        List<DynamicTest> tests = new ArrayList<>();
        Path mailKit = corpus.resolve("mailkit-transcripts/UnitTests/Net/Imap/Resources");
        try (Stream<Path> files = Files.walk(mailKit)) {
            files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .forEach(file -> tests.add(test(mailKit, file, List.of(bytes(file)))));
        }
        for (String name : JSON) {
            Path file = corpus.resolve(name).resolve("responses.json");
            tests.add(test(corpus, file, strings(file)));
        }
        try (Stream<Path> files = Files.walk(corpus.resolve("ruby-net-imap"))) {
            files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .forEach(file -> tests.add(test(corpus, file, fixtures(file))));
        }
        tests.add(
                DynamicTest.dynamicTest(
                        "all of them",
                        () -> {
                            System.out.println("transcripts: " + counts);
                            assertThat(counts.get("FETCH")).isGreaterThan(300);
                            assertThat(counts.get("LIST")).isGreaterThan(100);
                        }));
        return tests.stream();
    }

    private DynamicTest test(Path folder, Path file, List<byte[]> texts) {
        return DynamicTest.dynamicTest(
                folder.relativize(file).toString(), () -> texts.forEach(this::read));
    }

    private static byte[] bytes(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.contains("\r\n")
                    ? bytes
                    : text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> strings(Path file) throws IOException {
        String[] strings = JsonMapper.shared().readValue(Files.readString(file), String[].class);
        return Stream.of(strings).map(TranscriptTests::response).toList();
    }

    /** Some lists have responses without what stands before or behind them. */
    private static byte[] response(String text) {
        String whole = text.startsWith("(\\") ? "* LIST " + text : text;
        return (whole.endsWith("\r\n") ? whole : whole + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> fixtures(Path file) {
        List<byte[]> found = new ArrayList<>();
        try {
            collect(
                    new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(file))),
                    found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void collect(Node node, List<byte[]> found) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(value -> collect(value, found));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(":response")
                        && tuple.getValueNode() instanceof ScalarNode value) {
                    found.add(response(value.getValue().replaceAll("(?<!\r)\n", "\r\n")));
                }
                collect(tuple.getValueNode(), found);
            }
        }
    }

    private void read(byte[] text) {
        try {
            Protocol protocol = protocol(text);
            while (true) {
                take(new RawResponse(protocol));
            }
        } catch (IOException e) {
            // the end of the text
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private static Protocol protocol(byte[] text) throws IOException {
        InputStream in = new ByteArrayInputStream(text);
        PrintStream out = new PrintStream(OutputStream.nullOutputStream());
        return new Protocol(in, out, new Properties(), false) {};
    }

    private void take(RawResponse response) {
        if (response.isContinuation() || response.octets() == 0) {
            return;
        }
        UidSet all = UidSet.range(new Uid(1), new Uid(0xFFFF_FFFFL));
        List<Command<?>> commands =
                List.of(
                        new ListMailboxes(),
                        new MailboxCounts(MailboxName.INBOX),
                        new QuotaRoot(MailboxName.INBOX),
                        new Namespaces(),
                        Search.by(SearchKey.all()),
                        Sort.of("DATE", SearchKey.all()),
                        Fetch.uids(all, "UID"),
                        Fetch.sequence(1, 100, "UID"),
                        new Noop(),
                        new Append(
                                MailboxName.INBOX,
                                Set.of(),
                                null,
                                InputStream.nullInputStream(),
                                0));
        Selected selected = new Selected(MailboxName.INBOX);
        Status ok = new Status(Status.Kind.OK, "", List.of(), "");
        if (response.isStatus()) {
            Status status = response.status();
            count(status.kind().name());
            commands.forEach(command -> command.untagged(status));
            selected.take(status);
            commands.stream().filter(c -> status.ok()).forEach(c -> c.completed(status));
        } else if (!response.isTagged()) {
            Untagged untagged = response.untagged();
            count(untagged.keyword());
            commands.forEach(command -> command.untagged(untagged));
            selected.take(untagged);
            commands.forEach(command -> command.completed(ok));
            meaning(untagged);
        }
    }

    private void count(String keyword) {
        counts.merge(keyword.toUpperCase(Locale.ROOT), 1, Integer::sum);
    }

    private void meaning(Untagged response) {
        switch (response.keyword()) {
            case "LIST", "LSUB", "XLIST" -> {
                byte[] name = response.value(2).bytes();
                if (name != null) {
                    MailboxName decoded = Fields.mailbox(response.value(2), false);
                    if (!decoded.isInbox()) {
                        assertThat(MailboxNames.encode(decoded, false)).isEqualTo(name);
                    }
                    assertThat(MailboxName.ofPath(nonEmpty(decoded).toPath()))
                            .isEqualTo(nonEmpty(decoded));
                }
            }
            case "FETCH" -> fetched(response);
            default -> {
                // nothing cheap to know
            }
        }
    }

    private static MailboxName nonEmpty(MailboxName name) {
        return name.value().isEmpty() ? new MailboxName("x") : name;
    }

    private void fetched(Untagged response) {
        FetchData data = FetchData.read(response);
        List<Value> items = response.value(0).items();
        for (int i = 0; i + 1 < items.size(); i++) {
            boolean list = items.get(i + 1) instanceof Value.Items;
            switch (items.get(i).keyword()) {
                case "ENVELOPE" -> {
                    if (list) {
                        assertThat(data.envelope()).isNotNull();
                        count("(envelope)");
                    }
                }
                case "BODYSTRUCTURE", "BODY" -> {
                    if (list && !items.get(i + 1).items().isEmpty()) {
                        assertThat(data.structure()).isNotNull();
                        assertThat(data.structure().all()).isNotEmpty();
                        count("(structure)");
                    }
                }
                default -> {
                    // checked by the dialogues
                }
            }
        }
    }

    @Test
    void anUndividedTextComesOutWhole() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(
                "* 1 FETCH (BODY[1] {3}\r\na\r\n UID 7)\r\n".getBytes(StandardCharsets.US_ASCII));
        read(text.toByteArray());
        assertThat(counts).containsEntry("FETCH", 1);
    }
}

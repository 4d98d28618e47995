package org.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.MailServer;
import org.restante.mail.MailboxName;
import org.restante.mail.Tls;
import org.restante.mailbox.ScriptedServer.Fault;

/**
 * Every dialogue of {@code src/test/resources/imap} as it is written, and in all the ways in which
 * a network or a server can spoil it. A new case is a new file.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTests {

    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1500);

    /** Longer dialogues are not cut at every octet, but at so many places. */
    private static final int CUTS = 1500;

    private static final List<String> ONCE =
            List.of("APPEND", "UID COPY", "CREATE", "RENAME", "DELETE");

    private final ScriptedServer server = new ScriptedServer();
    private final List<Dialogue> dialogues = Dialogue.all();
    private final ImapSessions patient = sessions(PATIENT);
    private final ImapSessions hasty = sessions(SHORT);

    /** What came of a dialogue that was played. */
    private record Outcome(String what, List<String> lines, List<String> errors, long sent) {}

    static ImapSessions sessions(Duration silence) {
        MailboxSettings settings =
                new MailboxSettings(
                        Duration.ofSeconds(20),
                        silence,
                        silence.multipliedBy(3),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(3),
                        Duration.ofSeconds(45),
                        Duration.ofSeconds(1),
                        true);
        return new ImapSessions(
                settings,
                (structure, head) ->
                        new String(head, StandardCharsets.ISO_8859_1)
                                .replaceAll("\\s+", " ")
                                .trim(),
                new SimpleMeterRegistry());
    }

    @BeforeAll
    void thereAreDialogues() {
        assertThat(dialogues).isNotEmpty();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> playsAsWritten() {
        return each(
                16,
                dialogue ->
                        List.of(() -> play(patient, dialogue, ScriptedServer.NONE, "as written")),
                (dialogue, outcome) -> {
                    assertThat(outcome.errors()).isEmpty();
                    assertThat(outcome.lines()).isEqualTo(dialogue.expected());
                });
    }

    @TestFactory
    Stream<DynamicTest> aCutAtAnyOctetIsAFailureAndNeverHalfAResult() {
        return each(24, this::cuts, this::wholeOrFailed);
    }

    /** Dialogues that begin alike are cut only once where they are alike. */
    private final Set<String> known = new HashSet<>();

    private List<Case> cuts(Dialogue dialogue) {
        long octets = dialogue.serverOctets();
        long stride = Math.max(1, (octets + CUTS - 1) / CUTS);
        return LongStream.iterate(0, at -> at < octets, at -> at + stride)
                .filter(at -> known.add(dialogue.until(at)))
                .<Case>mapToObj(
                        at -> () -> play(patient, dialogue, new Fault.Cut(at), "cut at " + at))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> aByeAtAnyLineIsAFailureAndNeverHalfAResult() {
        return each(
                24,
                dialogue ->
                        lines(
                                dialogue,
                                at -> play(patient, dialogue, new Fault.Bye(at), "bye " + at)),
                this::wholeOrFailed);
    }

    @TestFactory
    Stream<DynamicTest> silenceAtAnyLineIsToldInTime() {
        return each(
                400,
                dialogue ->
                        lines(
                                dialogue,
                                at -> play(hasty, dialogue, new Fault.Silence(at), "silent " + at)),
                (dialogue, outcome) -> {
                    assertThat(outcome.errors()).isEmpty();
                    assertThat(outcome.lines()).as(outcome.what()).contains("! SERVER_SILENT");
                });
    }

    @TestFactory
    Stream<DynamicTest> whatIsSaidUnaskedChangesNothing() {
        return each(
                16,
                dialogue -> changed(patient, Changes.unasked(dialogue), ScriptedServer.NONE),
                this::same);
    }

    @TestFactory
    Stream<DynamicTest> literalsAndQuotedStringsAreTheSame() {
        return each(
                16,
                dialogue ->
                        changed(
                                patient,
                                List.of(Changes.allLiteral(dialogue), Changes.allQuoted(dialogue)),
                                ScriptedServer.NONE),
                this::same);
    }

    @TestFactory
    Stream<DynamicTest> nilAnywhereBreaksNothing() {
        return each(
                16,
                dialogue -> changed(hasty, Changes.nils(dialogue), new Fault.Lenient()),
                (dialogue, outcome) -> assertThat(outcome.errors()).isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> octetByOctetIsTheSame() {
        return each(
                16,
                dialogue ->
                        List.of(() -> play(patient, dialogue, new Fault.OctetByOctet(), "octets")),
                this::same);
    }

    private List<Case> changed(ImapSessions sessions, List<Dialogue> variants, Fault fault) {
        return IntStream.range(0, variants.size())
                .<Case>mapToObj(i -> () -> play(sessions, variants.get(i), fault, "variant " + i))
                .toList();
    }

    private static List<Case> lines(Dialogue dialogue, Function<Integer, Outcome> play) {
        return IntStream.range(0, dialogue.serverSteps().size())
                .<Case>mapToObj(at -> () -> play.apply(at))
                .toList();
    }

    private void same(Dialogue dialogue, Outcome outcome) {
        assertThat(outcome.errors()).as(outcome.what()).isEmpty();
        assertThat(outcome.lines()).as(outcome.what()).isEqualTo(dialogue.expected());
    }

    private void wholeOrFailed(Dialogue dialogue, Outcome outcome) {
        assertThat(outcome.errors()).as(outcome.what()).isEmpty();
        List<String> lines = outcome.lines();
        int same = 0;
        while (same < Math.min(lines.size(), dialogue.expected().size())
                && lines.get(same).equals(dialogue.expected().get(same))) {
            same++;
        }
        if (same < lines.size()) {
            assertThat(lines.get(same)).as(outcome.what()).startsWith("! ");
        } else {
            assertThat(lines).as(outcome.what()).isEqualTo(dialogue.expected());
        }
    }

    /** One way to play a dialogue. */
    @FunctionalInterface
    private interface Case {
        Outcome play();
    }

    /** What must be true of it. */
    @FunctionalInterface
    private interface Check {
        void of(Dialogue dialogue, Outcome outcome);
    }

    /** Plays all cases of all dialogues, so many at a time, and makes a test of each dialogue. */
    private Stream<DynamicTest> each(
            int parallel, Function<Dialogue, List<Case>> cases, Check check) {
        long start = System.nanoTime();
        Map<Dialogue, List<Future<Outcome>>> outcomes = new LinkedHashMap<>();
        Semaphore permits = new Semaphore(parallel);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Dialogue dialogue : dialogues) {
                List<Future<Outcome>> played = new ArrayList<>();
                for (Case one : cases.apply(dialogue)) {
                    permits.acquireUninterruptibly();
                    played.add(
                            threads.submit(
                                    () -> {
                                        try {
                                            return one.play();
                                        } finally {
                                            permits.release();
                                        }
                                    }));
                }
                outcomes.put(dialogue, played);
            }
        }
        long count = outcomes.values().stream().mapToInt(List::size).sum();
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.printf("wire: %d dialogues, %d cases, %d ms%n", outcomes.size(), count, millis);
        return outcomes.entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey().name(),
                                        () -> {
                                            for (Future<Outcome> outcome : entry.getValue()) {
                                                check.of(entry.getKey(), result(outcome));
                                            }
                                        }));
    }

    private static Outcome result(Future<Outcome> outcome) throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new AssertionError("not a MailException", e.getCause());
        }
    }

    private Outcome play(ImapSessions sessions, Dialogue dialogue, Fault fault, String what) {
        try (ScriptedServer.Play play = server.play(dialogue, fault)) {
            MailServer at = new MailServer(play.host(), play.port(), Tls.PLAIN, false, 3);
            MailAccount account = new MailAccount(at, play.user);
            List<String> lines = new ArrayList<>();
            try {
                MailSession session =
                        sessions.signIn(account, new Credential(play.user, Engine.PASSWORD));
                lines.addAll(
                        Operations.run(
                                session,
                                new MailboxName(Operations.unescaped(dialogue.mailbox())),
                                dialogue.operations()));
            } catch (MailException e) {
                lines.add("! " + e.problem());
            } finally {
                sessions.end(account);
            }
            List<String> errors = new ArrayList<>(play.finish());
            for (String command : ONCE) {
                long once =
                        dialogue.steps().stream()
                                .filter(s -> s.client() && s.text().startsWith(" " + command + " "))
                                .count();
                if (play.count(command) > once) {
                    errors.add(
                            what + ": " + command + " was sent " + play.count(command) + " times");
                }
            }
            return new Outcome(what, lines, errors, play.sent);
        }
    }
}

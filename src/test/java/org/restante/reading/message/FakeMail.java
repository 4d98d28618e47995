package org.restante.reading.message;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.restante.mail.Address;
import org.restante.mail.BodyPart;
import org.restante.mail.Envelope;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailServer;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.Tls;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.mailbox.MailAccount;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.OpenMailbox.Neighbours;
import org.restante.mailbox.Pending;

/** One message on a server that counts how often it is asked. */
final class FakeMail implements MailSession {

    static final Uid UID = new Uid(7);

    final List<String> commands = new ArrayList<>();
    final Map<String, byte[]> sections = new HashMap<>();
    final Set<Flag> flags;
    final BodyPart structure;
    boolean readOnly;
    boolean storeFails;
    InputStream stream = InputStream.nullInputStream();
    String subject = "Subject";
    List<Address> from = List.of(new Address("Ann", "ann@example.org"));
    List<Address> sender = List.of();
    int roundTrips;

    private final List<Answer<?>> waiting = new ArrayList<>();

    FakeMail(BodyPart structure, Flag... flags) {
        this.structure = structure;
        this.flags = Set.of(flags);
    }

    static BodyPart leaf(String section, String type, String encoding, String name) {
        String[] names = type.split("/", -1);
        return new BodyPart(
                section,
                names[0],
                names[1],
                Map.of("charset", "utf-8"),
                "id" + section,
                null,
                encoding,
                100,
                name == null ? null : "attachment",
                name == null ? Map.of() : Map.of("filename", name),
                null,
                null,
                List.of());
    }

    static BodyPart multipart(String kind, BodyPart... parts) {
        return new BodyPart(
                "",
                "multipart",
                kind,
                Map.of(),
                null,
                null,
                "7bit",
                0,
                null,
                Map.of(),
                null,
                null,
                List.of(parts));
    }

    FakeMail with(String section, String content) {
        sections.put(section, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    @Override
    public MailAccount account() {
        return new MailAccount(server(), "ann");
    }

    private static MailServer server() {
        try {
            var constructor = MailServer.class.getDeclaredConstructors()[0];
            Object[] arguments = new Object[constructor.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                Class<?> type = constructor.getParameterTypes()[i];
                arguments[i] =
                        type == int.class
                                ? (Object) 143
                                : type == boolean.class
                                        ? (Object) true
                                        : type == Tls.class ? Tls.values()[0] : "localhost";
            }
            return (MailServer) constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public <T> T in(MailboxName mailbox, MailboxOperation<T> operation) {
        T result =
                operation.run(
                        (OpenMailbox)
                                Proxy.newProxyInstance(
                                        FakeMail.class.getClassLoader(),
                                        new Class<?>[] {OpenMailbox.class},
                                        (proxy, method, arguments) ->
                                                answer(mailbox, method.getName(), arguments)));
        fly();
        return result;
    }

    private Object answer(MailboxName mailbox, String method, Object[] arguments) {
        return switch (method) {
            case "name" -> mailbox;
            case "uidValidity" -> new UidValidity(99);
            case "readOnly" -> readOnly;
            case "summary" ->
                    ask(
                            "summary",
                            () -> Optional.of(summary()).filter(s -> arguments[0].equals(UID)));
            case "neighbours" ->
                    ask("neighbours", () -> Optional.of(new Neighbours(null, new Uid(6), 1, 2)));
            case "parts" ->
                    ask(
                            "parts",
                            () -> {
                                Map<String, byte[]> found = new HashMap<>(sections);
                                found.keySet().retainAll((List<?>) arguments[1]);
                                return found;
                            });
            case "store" ->
                    ask(
                            "store",
                            () -> {
                                if (storeFails) {
                                    throw new MailException(Problem.NOT_PERMITTED, "no");
                                }
                                return null;
                            });
            default -> throw new AssertionError(method);
        };
    }

    private MessageSummary summary() {
        Envelope envelope =
                new Envelope(
                        null, subject, from, sender, List.of(), List.of(), List.of(), List.of(),
                        null, null);
        return new MessageSummary(UID, flags, Instant.EPOCH, 1000, envelope, structure, "");
    }

    private <T> Pending<T> ask(String command, Supplier<T> supplier) {
        commands.add(command);
        Answer<T> answer = new Answer<>(supplier);
        waiting.add(answer);
        return answer;
    }

    private void fly() {
        roundTrips += waiting.isEmpty() ? 0 : 1;
        waiting.clear();
    }

    @Override
    public org.restante.mailbox.Appended append(
            MailboxName mailbox,
            java.util.Set<org.restante.mail.Flag> flags,
            java.util.List<org.restante.mailbox.Piece> pieces) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T with(AccountOperation<T> operation) {
        throw new AssertionError("not needed");
    }

    @Override
    public InputStream stream(MailboxName mailbox, Uid uid, String section) {
        commands.add("stream " + section);
        byte[] content = sections.get(section);
        return content == null ? stream : new ByteArrayInputStream(content);
    }

    private final class Answer<T> implements Pending<T> {

        private final Supplier<T> supplier;

        Answer(Supplier<T> supplier) {
            this.supplier = supplier;
        }

        @Override
        public T get() {
            fly();
            return supplier.get();
        }
    }
}

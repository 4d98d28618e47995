package org.restante.mailbox.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;

/** IMAP4 (RFC 9051) as far as its sign-in. */
final class ImapDialogue implements Dialogue {

    private int tags;

    @Override
    public String greeting(Line line) throws IOException, Failed {
        String said = line.read();
        String start = said.toUpperCase(Locale.ROOT);
        if (start.startsWith("* BYE")) {
            throw new Failed(Finding.TURNED_AWAY, Words.of(said.substring(5)));
        }
        // Who is greeted as signed in already (PREAUTH) cannot be protected any more.
        if (!start.startsWith("* OK")) {
            throw new Failed(Finding.NOT_THIS_PROTOCOL, Words.of(said));
        }
        return said.substring(4).replaceFirst("^ *\\[[^]]*] *", "");
    }

    @Override
    public void startTls(Line line) throws IOException, Failed {
        if (!capabilities(line).contains("STARTTLS")) {
            throw new Failed(Finding.STARTTLS_MISSING);
        }
        String said = ask(line, "STARTTLS", null);
        if (!isOk(said)) {
            throw new Failed(Finding.STARTTLS_REFUSED, Words.of(said));
        }
    }

    @Override
    public Set<String> capabilities(Line line) throws IOException, Failed {
        Set<String> names = new TreeSet<>();
        String said = ask(line, "CAPABILITY", names);
        if (!isOk(said)) {
            throw new Failed(Finding.NO_CAPABILITIES, Words.of(said));
        }
        return names;
    }

    @Override
    public List<String> useful() {
        return List.of(
                "IMAP4REV2",
                "IDLE",
                "NOTIFY",
                "CONDSTORE",
                "QRESYNC",
                "MOVE",
                "UIDPLUS",
                "QUOTA",
                "SPECIAL-USE",
                "SORT",
                "LIST-STATUS",
                "COMPRESS=DEFLATE");
    }

    @Override
    public Set<String> wanted() {
        return Set.of("IDLE", "UIDPLUS");
    }

    @Override
    public void signIn(Line line, Set<String> capabilities, Credential credential)
            throws IOException, Failed {
        String said;
        if (capabilities.contains("AUTH=PLAIN")) {
            said = plain(line, credential);
        } else if (!capabilities.contains("LOGINDISABLED")) {
            String login = "LOGIN " + quoted(credential.username());
            said = ask(line, login + " " + quoted(credential.password()), null);
        } else {
            throw new Failed(Finding.NO_WAY_IN);
        }
        if (!isOk(said)) {
            throw new Failed(Finding.NOT_LET_IN, Words.of(said));
        }
    }

    private String plain(Line line, Credential credential) throws IOException {
        String tag = "p" + ++tags;
        line.say(tag + " AUTHENTICATE PLAIN");
        String said = answer(line, tag, null);
        if (!said.startsWith("+")) {
            return said;
        }
        line.say(sasl(credential));
        return answer(line, tag, null);
    }

    @Override
    public void goodbye(Line line) throws IOException {
        line.say("p" + ++tags + " LOGOUT");
    }

    /** The answer that ends the command, without its tag; capabilities on the way are collected. */
    private String ask(Line line, String command, @Nullable Set<String> names) throws IOException {
        String tag = "p" + ++tags;
        line.say(tag + " " + command);
        return answer(line, tag, names);
    }

    private static String answer(Line line, String tag, @Nullable Set<String> names)
            throws IOException {
        while (true) {
            String said = line.read();
            if (said.startsWith(tag + " ")) {
                return said.substring(tag.length() + 1);
            }
            if (said.startsWith("+")) {
                return said;
            }
            String untagged = said.toUpperCase(Locale.ROOT);
            if (names != null && untagged.startsWith("* CAPABILITY ")) {
                names.addAll(List.of(untagged.substring(13).split(" +")));
            }
        }
    }

    private static boolean isOk(String answer) {
        return answer.toUpperCase(Locale.ROOT).startsWith("OK");
    }

    /** RFC 4616; the same for all three protocols. */
    static String sasl(Credential credential) {
        String secret = "\0" + credential.username() + "\0" + credential.password();
        return Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

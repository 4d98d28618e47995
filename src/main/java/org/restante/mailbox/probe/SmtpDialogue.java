package org.restante.mailbox.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.restante.mail.Credential;

/** Submission by SMTP (RFC 6409) as far as its sign-in. */
final class SmtpDialogue implements Dialogue {

    @Override
    public String greeting(Line line) throws IOException, Failed {
        List<String> said = answer(line);
        String last = said.getLast();
        if (last.startsWith("220")) {
            return rest(last);
        }
        boolean turnedAway = last.matches("[45][0-9]{2}([ -].*)?");
        throw new Failed(
                turnedAway ? Finding.TURNED_AWAY : Finding.NOT_THIS_PROTOCOL, Words.of(last));
    }

    @Override
    public void startTls(Line line) throws IOException, Failed {
        if (!capabilities(line).contains("STARTTLS")) {
            throw new Failed(Finding.STARTTLS_MISSING);
        }
        String said = ask(line, "STARTTLS").getLast();
        if (!said.startsWith("220")) {
            throw new Failed(Finding.STARTTLS_REFUSED, Words.of(said));
        }
    }

    @Override
    public Set<String> capabilities(Line line) throws IOException, Failed {
        List<String> said = ask(line, "EHLO restante.invalid");
        if (!said.getLast().startsWith("250")) {
            throw new Failed(Finding.NO_CAPABILITIES, Words.of(said.getLast()));
        }
        Set<String> names = new TreeSet<>();
        for (String one : said.subList(1, said.size())) {
            // An old way of saying it, AUTH=PLAIN, is still about.
            List<String> words = List.of(rest(one).toUpperCase(Locale.ROOT).split("[ =]+"));
            String name = words.getFirst();
            names.add(name);
            if (name.equals("AUTH")) {
                words.stream().skip(1).forEach(way -> names.add("AUTH " + way));
            } else if (name.equals("SIZE") && words.size() > 1) {
                names.add("SIZE " + words.get(1));
            }
        }
        return names;
    }

    @Override
    public List<String> useful() {
        return List.of(
                "AUTH PLAIN", "AUTH LOGIN", "SIZE", "PIPELINING", "8BITMIME", "SMTPUTF8", "DSN");
    }

    @Override
    public Set<String> wanted() {
        return Set.of("SIZE");
    }

    @Override
    public void signIn(Line line, Set<String> capabilities, Credential credential)
            throws IOException, Failed {
        String said;
        if (capabilities.contains("AUTH PLAIN")) {
            said = ask(line, "AUTH PLAIN " + ImapDialogue.sasl(credential)).getLast();
        } else if (capabilities.contains("AUTH LOGIN")) {
            said = login(line, credential);
        } else {
            throw new Failed(Finding.NO_WAY_IN);
        }
        if (!said.startsWith("235")) {
            throw new Failed(Finding.NOT_LET_IN, Words.of(said));
        }
    }

    private static String login(Line line, Credential credential) throws IOException {
        String said = ask(line, "AUTH LOGIN").getLast();
        if (said.startsWith("334")) {
            said = ask(line, base64(credential.username())).getLast();
        }
        return said.startsWith("334") ? ask(line, base64(credential.password())).getLast() : said;
    }

    @Override
    public void goodbye(Line line) throws IOException {
        line.say("QUIT");
    }

    private static List<String> ask(Line line, String command) throws IOException {
        line.say(command);
        return answer(line);
    }

    /** All lines of a reply; the last has no hyphen after its code. */
    private static List<String> answer(Line line) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(line.read());
        } while (lines.getLast().matches("[0-9]{3}-.*"));
        return lines;
    }

    private static String rest(String line) {
        return line.length() > 4 ? line.substring(4) : "";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

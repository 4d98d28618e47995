package org.restante.mailbox.probe;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.restante.mail.Credential;

/** POP3 (RFC 1939, RFC 2449) as far as its sign-in. */
final class Pop3Dialogue implements Dialogue {

    @Override
    public String greeting(Line line) throws IOException, Failed {
        String said = line.read();
        if (said.startsWith("+OK")) {
            return said.substring(3);
        }
        throw new Failed(
                said.startsWith("-ERR") ? Finding.TURNED_AWAY : Finding.NOT_THIS_PROTOCOL,
                Words.of(said));
    }

    @Override
    public void startTls(Line line) throws IOException, Failed {
        if (!capabilities(line).contains("STLS")) {
            throw new Failed(Finding.STARTTLS_MISSING);
        }
        String said = ask(line, "STLS");
        if (!said.startsWith("+OK")) {
            throw new Failed(Finding.STARTTLS_REFUSED, Words.of(said));
        }
    }

    /** A server that does not know the question is an old one and can do the least (RFC 1939). */
    @Override
    public Set<String> capabilities(Line line) throws IOException {
        Set<String> names = new TreeSet<>();
        if (!ask(line, "CAPA").startsWith("+OK")) {
            names.add("USER");
            return names;
        }
        for (String said = line.read(); !said.equals("."); said = line.read()) {
            List<String> words = List.of(said.toUpperCase(Locale.ROOT).split(" +"));
            names.add(words.getFirst());
            if (words.getFirst().equals("SASL")) {
                words.stream().skip(1).forEach(way -> names.add("SASL " + way));
            }
        }
        return names;
    }

    @Override
    public List<String> useful() {
        return List.of("STLS", "UIDL", "TOP", "USER", "SASL PLAIN", "PIPELINING", "RESP-CODES");
    }

    @Override
    public Set<String> wanted() {
        return Set.of("UIDL");
    }

    @Override
    public void signIn(Line line, Set<String> capabilities, Credential credential)
            throws IOException, Failed {
        String said;
        if (capabilities.contains("SASL PLAIN")) {
            said = ask(line, "AUTH PLAIN " + ImapDialogue.sasl(credential));
        } else if (capabilities.contains("USER")) {
            said = ask(line, "USER " + credential.username());
            if (said.startsWith("+OK")) {
                said = ask(line, "PASS " + credential.password());
            }
        } else {
            throw new Failed(Finding.NO_WAY_IN);
        }
        if (!said.startsWith("+OK")) {
            throw new Failed(Finding.NOT_LET_IN, Words.of(said));
        }
    }

    @Override
    public void goodbye(Line line) throws IOException {
        line.say("QUIT");
    }

    private static String ask(Line line, String command) throws IOException {
        line.say(command);
        return line.read();
    }
}

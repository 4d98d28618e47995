package org.restante.support;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restante.support.demo.Letter;
import org.restante.support.demo.Mail;

/**
 * The three demo accounts and their mail: always the same messages, at the same distance from now.
 */
public final class DemoMailbox {
    public static final Account INES =
            new Account("ines@posthaste.example", "Ines Carvalho", "letter-box-1", 1024 * 1024);

    /** A small mailbox, 96 % full. */
    public static final Account MATEO =
            new Account("mateo@posthaste.example", "Mateo Ribeiro", "letter-box-2", 10 * 1024);

    /** A small mailbox in scripts that run right to left, and a few more. */
    public static final Account LEYLA =
            new Account("leyla@posthaste.example", "Leyla Haddad", "letter-box-3", 512 * 1024);

    private DemoMailbox() {}

    /** Who signs in with what; the quota is in kibibytes. */
    public record Account(String address, String name, String password, long quota) {}

    public static List<Account> accounts() {
        return List.of(INES, MATEO, LEYLA);
    }

    /** The messages of an account, oldest first. */
    public static List<Letter> letters(Account account) {
        return letters(account, ZonedDateTime.now(ZoneId.of("Europe/Lisbon")));
    }

    public static List<Letter> letters(Account account, ZonedDateTime now) {
        List<Letter> letters =
                new ArrayList<>(
                        account.equals(INES)
                                ? Mail.ofInes(now)
                                : account.equals(MATEO)
                                        ? Mail.ofMateo(now, account.quota() * 1024 * 96 / 100)
                                        : Mail.ofLeyla(now));
        letters.sort(Comparator.comparing(Letter::date));
        return letters;
    }

    /** Creates the accounts and fills them, the three at once. */
    public static void seed(MailServer server) {
        List<Thread> threads = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (Account account : accounts()) {
            Runnable one =
                    () -> {
                        try {
                            seed(server, account);
                        } catch (RuntimeException e) {
                            synchronized (failures) {
                                failures.add(e);
                            }
                        }
                    };
            threads.add(Thread.ofPlatform().name("seed " + account.name()).start(one));
        }
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofMinutes(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    /** Creates and fills one of them. */
    public static void seed(MailServer server, Account account) {
        Map<String, List<RawImap.Message>> byFolder = new LinkedHashMap<>();
        for (Letter letter : letters(account)) {
            byFolder.computeIfAbsent(
                            name(letter.folder(), server.separator()), key -> new ArrayList<>())
                    .add(new RawImap.Message(letter.bytes(), letter.flags(), letter.date()));
        }
        server.createUser(account.address(), account.password(), account.quota());
        try (RawImap imap = server.connect(account.address())) {
            List<String> known = new ArrayList<>(imap.mailboxes());
            byFolder.forEach(
                    (folder, messages) -> {
                        createWithParents(imap, folder, server.separator(), known);
                        imap.append(folder, messages);
                    });
        }
    }

    /** The name of a demo folder on a server; levels may hold what is no separator there. */
    public static String name(List<String> levels, char separator) {
        return levels.stream()
                .map(level -> level.replace(separator, '-'))
                .reduce((a, b) -> a + separator + b)
                .orElseThrow();
    }

    private static void createWithParents(
            RawImap imap, String folder, char separator, List<String> known) {
        for (int end = folder.indexOf(separator, 1);
                end != -2;
                end = next(folder, separator, end)) {
            String name = end < 0 ? folder : folder.substring(0, end);
            if (!known.contains(name)) {
                imap.command("CREATE " + RawImap.name(name));
                imap.command("SUBSCRIBE " + RawImap.name(name));
                known.add(name);
            }
        }
    }

    /** The end of the next level; -1 for the last, -2 after it. */
    private static int next(String folder, char separator, int end) {
        return end < 0 ? -2 : folder.indexOf(separator, end + 1);
    }
}

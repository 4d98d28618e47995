package org.restante.mailbox;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.restante.mail.MailboxName;
import org.restante.mailbox.WatchListener.Watch;

/** A server that tells of one message and forgets those that come in the same moment. */
class ForgetfulServerTests {

    private static final int MESSAGES = 3;

    private final AtomicInteger messages = new AtomicInteger(1);

    @Test
    void whatWasNotToldIsFoundSoonAfterWhatWas() throws IOException {
        AtomicInteger told = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> accept(server));
            ImapSessions sessions = Engine.sessions(Duration.ofSeconds(5), Duration.ofSeconds(2));
            MailSession session =
                    sessions.signIn(
                            Engine.account(server.getLocalPort(), "ann"), Engine.credential("ann"));
            try (Watch _ =
                    session.watch(
                            new WatchListener() {
                                @Override
                                public void changed(Map<MailboxName, MailboxState> mailboxes) {
                                    told.set((int) mailboxes.get(MailboxName.INBOX).messages());
                                }

                                @Override
                                public void foldersChanged() {}

                                @Override
                                public void watching(Watching how) {}

                                @Override
                                public void ended(boolean refused) {}
                            })) {
                await().atMost(Duration.ofSeconds(3)).until(() -> told.get() == MESSAGES);
            } finally {
                sessions.endAll();
            }
        }
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            say(out, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN " + MORE + "] ready");
            String idle = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 3);
                if (line.equals("DONE")) {
                    say(out, idle + " OK done");
                    continue;
                }
                switch (words[1]) {
                    case "LIST" -> {
                        say(out, "* LIST () \"/\" INBOX");
                        say(out, status());
                        say(out, words[0] + " OK listed");
                    }
                    case "IDLE" -> {
                        idle = words[0];
                        say(out, "+ idling");
                        if (messages.compareAndSet(1, 2)) {
                            say(out, status());
                            messages.set(MESSAGES);
                        }
                    }
                    default -> say(out, words[0] + " OK done");
                }
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static final String MORE =
            "ENABLE IDLE NOTIFY CONDSTORE LIST-EXTENDED LIST-STATUS LITERAL+";

    private String status() {
        int now = messages.get();
        return "* STATUS INBOX (MESSAGES %d UNSEEN 0 UIDNEXT %d UIDVALIDITY 7 HIGHESTMODSEQ %d)"
                .formatted(now, now + 1, now);
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}

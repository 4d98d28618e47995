package org.restante.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;
import org.restante.mailbox.probe.Protocol;
import org.restante.mailbox.probe.Report;
import org.restante.mailbox.probe.ServerProbe;
import org.restante.settings.MailDomain;
import org.springframework.stereotype.Service;

/** Tries all servers of a domain at once, so that the slowest alone is waited for. */
@Service
class ConnectionTest {

    private final ServerProbe probe;

    ConnectionTest(ServerProbe probe) {
        this.probe = probe;
    }

    /** The address and password are used for this and forgotten; without them nobody signs in. */
    List<Report> run(DomainForm form, String address, String password) {
        String name = form.name().isEmpty() ? "example.invalid" : form.name();
        MailDomain servers = form.named(name).toServed(true).servers();
        Credential credential = credential(servers, address, password);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Report>> running = new ArrayList<>();
            running.add(
                    threads.submit(() -> probe.probe(Protocol.IMAP, servers.imap(), credential)));
            running.add(
                    threads.submit(() -> probe.probe(Protocol.SMTP, servers.smtp(), credential)));
            var pop3 = servers.pop3();
            if (pop3 != null) {
                running.add(threads.submit(() -> probe.probe(Protocol.POP3, pop3, credential)));
            }
            threads.shutdown();
            return running.stream().map(ConnectionTest::result).toList();
        }
    }

    private static Report result(Future<Report> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Credential credential(
            MailDomain domain, String address, String password) {
        if (address.isEmpty() || password.isEmpty()) {
            return null;
        }
        String username =
                domain.login() == MailDomain.Login.ADDRESS
                        ? address
                        : address.substring(0, address.lastIndexOf('@'));
        return new Credential(username, password);
    }
}

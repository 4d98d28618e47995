package org.restante;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.restante.admin.FirstAdministrator;
import org.restante.support.Cleanup;
import org.restante.support.Databases;
import org.restante.support.DemoMailbox;
import org.restante.support.DovecotServer;
import org.restante.support.GreenMailServer;
import org.restante.support.MailServer;
import org.springframework.boot.SpringApplication;

/**
 * Starts everything with nothing but a JDK: {@code ./mvnw spring-boot:test-run}. A real PostgreSQL,
 * a real mail server with the demo accounts (the machine's Dovecot, else GreenMail), and Restante.
 */
public final class TestRestante {
    private TestRestante() {}

    public static void main(String[] args) {
        int port = wantedPort(args);
        if (isTaken(port)) {
            System.err.printf(
                    "Port %d is taken: stop what listens there, or choose another with"
                            + " -Dspring-boot.run.arguments=--server.port=8081%n",
                    port);
            System.exit(1);
        }
        var mail = CompletableFuture.supplyAsync(TestRestante::mailServer, TestRestante::inThread);
        var database = CompletableFuture.supplyAsync(Databases::shared, TestRestante::inThread);
        try {
            properties(database.join(), mail.join()).forEach(TestRestante::setIfAbsent);
        } catch (CompletionException e) {
            System.err.println("A server for the demo did not start: " + e.getCause());
            System.exit(1);
        }
        var running = SpringApplication.from(Restante::main).run(args);
        Cleanup.afterSpring();
        String actual =
                running.getApplicationContext()
                        .getEnvironment()
                        .getProperty("local.server.port", String.valueOf(port));
        announce(
                actual,
                mail.join(),
                running.getApplicationContext().getBean(FirstAdministrator.class));
    }

    private static void announce(String port, MailServer mail, FirstAdministrator first) {
        System.out.println();
        System.out.println("Restante is ready at http://localhost:" + port);
        DemoMailbox.accounts()
                .forEach(
                        account ->
                                System.out.println(
                                        "sign in: "
                                                + account.address()
                                                + " / "
                                                + account.password()));
        System.out.println("imap: " + mail.host() + ":" + mail.imapPort());
        System.out.println("smtp: " + mail.host() + ":" + mail.smtpPort());
        first.link().ifPresent(link -> System.out.println("admin: " + link));
        System.out.flush();
    }

    private static MailServer mailServer() {
        MailServer server =
                DovecotServer.missing().isEmpty()
                        ? DovecotServer.with().start()
                        : GreenMailServer.start();
        DemoMailbox.seed(server);
        return server;
    }

    private static Map<String, Object> properties(Databases.Database database, MailServer mail) {
        Map<String, Object> properties = new LinkedHashMap<>(database.properties());
        properties.put("restante.mail.domain", "posthaste.example");
        properties.put("restante.mail.imap.host", mail.host());
        properties.put("restante.mail.imap.port", mail.imapPort());
        properties.put("restante.mail.imap.tls", "plain");
        properties.put("restante.mail.smtp.host", mail.host());
        properties.put("restante.mail.smtp.port", mail.smtpPort());
        properties.put("restante.mail.smtp.tls", "plain");
        properties.put("restante.outbox.master-key", key());
        return properties;
    }

    private static String key() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** System properties: they count more than application.yaml and less than arguments. */
    private static void setIfAbsent(String name, Object value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, String.valueOf(value));
        }
    }

    private static int wantedPort(String[] args) {
        String fallback =
                System.getProperty(
                        "server.port", System.getenv().getOrDefault("SERVER_PORT", "8080"));
        return Integer.parseInt(
                Stream.of(args)
                        .filter(arg -> arg.startsWith("--server.port="))
                        .map(arg -> arg.substring("--server.port=".length()))
                        .findFirst()
                        .orElse(fallback));
    }

    private static boolean isTaken(int port) {
        try (ServerSocket any = new ServerSocket()) {
            any.setReuseAddress(true);
            any.bind(new java.net.InetSocketAddress((InetAddress) null, port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void inThread(Runnable task) {
        Thread.ofPlatform().daemon().start(task);
    }
}

package org.restante.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A private Dovecot 2.3 on free ports of 127.0.0.1, from the binary that the machine has; as root
 * it drops to system users that come with the packages, otherwise it runs as the current user.
 *
 * <p>A shell holds it: when this JVM ends, in whatever way, the shell's input ends, and it stops
 * the server and removes the folder.
 */
public final class DovecotServer implements MailServer {
    private static final List<String> CAPABILITIES =
            List.of(
                    ("IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY"
                                    + " THREAD=REFERENCES THREAD=REFS THREAD=ORDEREDSUBJECT"
                                    + " MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN"
                                    + " NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE"
                                    + " QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH"
                                    + " LIST-STATUS BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY"
                                    + " PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE"
                                    + " COMPRESS=DEFLATE QUOTA")
                            .split(" "));
    private static final String WATCH =
            """
            trap '' INT
            exec 3<&0
            "$1" -F -c "$2" </dev/null >>"$3/dovecot.log" 2>&1 &
            pid=$!
            (cat <&3 >/dev/null; kill -TERM $pid 2>/dev/null) &
            wait $pid
            rm -rf "$3" || { sleep 1; rm -rf "$3"; }
            """;

    private static DovecotServer shared;

    /** What Dovecot can listen for; a package of its own each, so any but IMAP may be absent. */
    public enum Service {
        IMAP,
        IMAPS,
        POP3,
        POP3S,
        LMTP,
        SIEVE,
        SUBMISSION,
        SUBMISSIONS
    }

    private final Options options;
    private final Path folder;
    private final Map<Service, Integer> ports;
    private final Process process;
    private final SmtpSink sink;
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, String> quotas = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /** How the server shall be; every method returns the changed options. */
    public static final class Options {
        private char separator = '/';
        private String prefix = "";
        private int connectionsPerUser = 2000;
        private String format = "mdbox";
        private List<String> capabilities = List.of();
        private boolean specialUse = true;
        private final StringBuilder extra = new StringBuilder();

        /** Between levels: {@code /} or {@code .}; with {@code .} names may still contain both. */
        public Options separator(char separator) {
            this.separator = separator;
            return this;
        }

        /** Before every name but INBOX, for instance {@code INBOX.}, as some providers have it. */
        public Options prefix(String prefix) {
            this.prefix = prefix;
            return this;
        }

        /** {@code mail_max_userip_connections}. */
        public Options connectionsPerUser(int most) {
            connectionsPerUser = most;
            return this;
        }

        /** {@code mdbox}, {@code sdbox} or {@code maildir}. */
        public Options format(String format) {
            this.format = format;
            return this;
        }

        /** Announces exactly these (the commands themselves still work). */
        public Options capabilities(String... announced) {
            capabilities = List.of(announced);
            return this;
        }

        /** Announces all but these. */
        public Options without(String... capabilities) {
            Set<String> hidden = Set.of(capabilities);
            this.capabilities =
                    CAPABILITIES.stream().filter(name -> !hidden.contains(name)).toList();
            return this;
        }

        /** No Drafts, Sent, Junk, Trash and Archive of its own. */
        public Options withoutSpecialUse() {
            specialUse = false;
            return this;
        }

        /** Configuration lines of Dovecot 2.3, after all others: namespaces, plugins, limits. */
        public Options extra(String lines) {
            extra.append(lines).append('\n');
            return this;
        }

        public DovecotServer start() {
            return DovecotServer.start(this);
        }
    }

    private record Installed(String version, Path binary, Path programs, Path plugins) {}

    /** Ends the calling test with the reason where there is no Dovecot 2.3. */
    public static Options with() {
        missing().ifPresent(reason -> Missing.abort(reason));
        return new Options();
    }

    /** The server of this JVM with the default options; each test makes its own users. */
    public static synchronized DovecotServer shared() {
        if (shared == null) {
            shared = with().start();
        }
        return shared;
    }

    /** Why there is no Dovecot to start here, or empty. */
    public static Optional<String> missing() {
        return Found.INSTANCE == null ? Optional.of(Found.reason) : Optional.empty();
    }

    private static final class Found {
        static String reason = "";
        static final Installed INSTANCE = find();

        private static Installed find() {
            Optional<Path> binary = onPath("dovecot");
            if (binary.isEmpty()) {
                reason = "no dovecot binary on the path or in /usr/sbin";
                return null;
            }
            String version = run(binary.get().toString(), "--version").split(" ")[0].trim();
            if (!version.startsWith("2.3.")) {
                reason =
                        "Dovecot %s is installed; only the configuration of 2.3 is known"
                                .formatted(version);
                return null;
            }
            String doveconf = onPath("doveconf").map(Path::toString).orElse("doveconf");
            Path programs = Path.of(run(doveconf, "-d", "-h", "libexec_dir").trim());
            Path plugins = Path.of(run(doveconf, "-d", "-h", "mail_plugin_dir").trim());
            if (!Files.exists(programs.resolve("imap"))) {
                reason = "Dovecot is installed without IMAP (dovecot-imapd)";
                return null;
            }
            return new Installed(version, binary.get(), programs, plugins);
        }

        private static Optional<Path> onPath(String name) {
            return Stream.concat(
                            Stream.of(System.getenv("PATH").split(":")),
                            Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin"))
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, name))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    private static DovecotServer start(Options options) {
        IllegalStateException last = null;
        for (int attempt = 0; attempt < 3; attempt++) { // a port may be taken in between
            DovecotServer server = new DovecotServer(options);
            try {
                server.awaitGreeting();
                Cleanup.atExit(server);
                return server;
            } catch (IllegalStateException e) {
                server.close();
                last = e;
            }
        }
        throw last;
    }

    private DovecotServer(Options options) {
        this.options = options;
        try {
            // Unix sockets have short names: never in a deep temporary folder
            Path parent = Path.of("/tmp");
            folder =
                    Files.isWritable(parent)
                            ? Files.createTempDirectory(parent, "restante-dovecot")
                            : Files.createTempDirectory("restante-dovecot");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            ports = freePorts();
            sink =
                    new SmtpSink(
                            () -> Set.copyOf(passwords.keySet()),
                            ports.getOrDefault(Service.LMTP, 0));
            Path configuration = folder.resolve("dovecot.conf");
            Files.createDirectories(folder.resolve("users"));
            createMailFolder();
            Files.writeString(folder.resolve("certificate.pem"), Certificate.localhost().pem());
            Path key = folder.resolve("key.pem");
            Files.writeString(key, Certificate.localhost().keyPem());
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(configuration, configuration());
            process =
                    new ProcessBuilder(
                                    "/bin/sh",
                                    "-c",
                                    WATCH,
                                    "dovecot-watch",
                                    Found.INSTANCE.binary().toString(),
                                    configuration.toString(),
                                    folder.toString())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "Dovecot " + Found.INSTANCE.version();
    }

    @Override
    public int imapPort() {
        return port(Service.IMAP);
    }

    @Override
    public int imapsPort() {
        return port(Service.IMAPS);
    }

    /** Dovecot's submission service; where it is not installed, the sink itself without AUTH. */
    @Override
    public int smtpPort() {
        return ports.getOrDefault(Service.SUBMISSION, sink.port());
    }

    /** Where all mail goes. */
    public SmtpSink sink() {
        return sink;
    }

    /** The port of a service; ends the calling test where its package is not installed. */
    public int port(Service service) {
        Integer port = ports.get(service);
        if (port == null) {
            throw Missing.abort("Dovecot is installed without " + service);
        }
        return port;
    }

    public boolean offers(Service service) {
        return ports.containsKey(service);
    }

    @Override
    public char separator() {
        return options.separator;
    }

    @Override
    public Map<String, String> users() {
        return Map.copyOf(passwords);
    }

    @Override
    public List<SmtpSink.Envelope> sent() {
        return sink.taken();
    }

    @Override
    public void createUser(String login, String password) {
        passwords.put(login, password);
        write(login);
    }

    @Override
    public void createUser(String login, String password, long kibibytes) {
        quotas.put(login, "userdb_quota_rule=*:storage=" + kibibytes + "K");
        createUser(login, password);
    }

    @Override
    public void setQuota(String login, long kibibytes) {
        quotas.put(login, "userdb_quota_rule=*:storage=" + kibibytes + "K");
        write(login);
    }

    /** Forgets the user, whose next sign-in fails; the mail stays. */
    public void removeUser(String login) {
        try {
            passwords.remove(login);
            Files.deleteIfExists(folder.resolve("users").resolve(login));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts all connections of a user, as an administrator would. */
    public void kick(String login) {
        run("doveadm", "-c", folder.resolve("dovecot.conf").toString(), "kick", login);
    }

    /** The certificate in PEM, for clients that want a file. */
    public Path certificate() {
        return folder.resolve("certificate.pem");
    }

    /** What the server has logged so far. */
    public String log() {
        try {
            return Files.readString(folder.resolve("dovecot.log"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Home of a user, with mail and Sieve scripts. */
    public Path home(String login) {
        return folder.resolve("mail").resolve(login);
    }

    @Override
    public void close() {
        sink.close();
        try {
            process.getOutputStream().close(); // the shell sees the end of its input
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitGreeting() {
        Instant end = Instant.now().plus(Duration.ofSeconds(15));
        while (Instant.now().isBefore(end) && process.isAlive()) {
            try (Socket socket = new Socket("127.0.0.1", ports.get(Service.IMAP))) {
                socket.setSoTimeout(10_000);
                if (socket.getInputStream().read() == '*') {
                    return;
                }
            } catch (IOException e) {
                pause(20);
            }
        }
        throw new IllegalStateException("Dovecot did not start:\n" + log());
    }

    /**
     * One file a user, read by Dovecot when it changed: by size or by the whole second of its time.
     * The time is therefore moved on by a second with each change. The auth process looks at a file
     * at most once a second, so a change of a known user waits for that second to be over.
     */
    private void write(String login) {
        try {
            Path file = folder.resolve("users").resolve(login);
            boolean known = Files.exists(file);
            String line =
                    "%s:{PLAIN}%s::::::%s\n"
                            .formatted(
                                    login,
                                    passwords.getOrDefault(login, ""),
                                    quotas.getOrDefault(login, ""));
            Path fresh = folder.resolve("users").resolve("." + login + ".new");
            Files.writeString(fresh, line);
            Files.setLastModifiedTime(
                    fresh, FileTime.from(Instant.now().plusSeconds(changes.incrementAndGet())));
            Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            if (known) {
                pause(1100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createMailFolder() throws IOException {
        Path mail = Files.createDirectories(folder.resolve("mail"));
        if (isRoot()) {
            MailUser user = mailUser();
            Files.setAttribute(mail, "unix:uid", user.uid());
            Files.setAttribute(mail, "unix:gid", user.gid());
        }
    }

    private record MailUser(int uid, int gid) {}

    /** A system user that exists anyway; Dovecot's own two must not own mail. */
    private static MailUser mailUser() throws IOException {
        List<String> accounts = Files.readAllLines(Path.of("/etc/passwd"));
        for (String name : List.of("vmail", "mail", "nobody")) {
            for (String account : accounts) {
                String[] fields = account.split(":");
                if (fields[0].equals(name)) {
                    return new MailUser(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
                }
            }
        }
        throw new IllegalStateException("no system user vmail, mail or nobody");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Map<Service, Integer> freePorts() throws IOException {
        Path programs = Found.INSTANCE.programs();
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (Service service : Service.values()) {
                String program =
                        switch (service) {
                            case IMAP, IMAPS -> "imap";
                            case POP3, POP3S -> "pop3";
                            case LMTP -> "lmtp";
                            case SIEVE -> "managesieve";
                            case SUBMISSION, SUBMISSIONS -> "submission";
                        };
                if (Files.exists(programs.resolve(program))) {
                    ServerSocket socket =
                            new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                    held.add(socket);
                    ports.put(service, socket.getLocalPort());
                }
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return ports;
    }

    private String configuration() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("FOLDER", folder.toString());
        values.put("PROTOCOLS", protocols());
        values.put("OWNERS", owners());
        values.put("FORMAT", options.format);
        values.put("MAIL_PLUGINS", options.separator == '/' ? "" : "listescape");
        values.put("CONNECTIONS", String.valueOf(options.connectionsPerUser));
        values.put("SEPARATOR", String.valueOf(options.separator));
        values.put("PREFIX", options.prefix);
        values.put("SPECIAL_USE", specialUse());
        values.put("SIEVE", plugin("lib90_sieve_plugin.so") ? "sieve" : "");
        values.put("CAPABILITY", capability());
        values.put("SERVICES", services());
        values.put("SINK", String.valueOf(sink.port()));
        values.put("EXTRA", options.extra.toString());
        String text =
                """
                base_dir = @FOLDER@/run
                state_dir = @FOLDER@/state
                log_path = @FOLDER@/dovecot.log
                protocols = @PROTOCOLS@
                listen = 127.0.0.1
                hostname = localhost
                postmaster_address = postmaster@posthaste.example
                shutdown_clients = yes
                first_valid_uid = 1
                @OWNERS@

                ssl = yes
                ssl_cert = <@FOLDER@/certificate.pem
                ssl_key = <@FOLDER@/key.pem
                disable_plaintext_auth = no
                auth_mechanisms = plain login
                auth_username_format = %Lu
                auth_failure_delay = 0
                auth_cache_size = 0

                passdb {
                  driver = passwd-file
                  args = @FOLDER@/users/%Lu
                }
                userdb {
                  driver = passwd-file
                  args = @FOLDER@/users/%Lu
                  default_fields = @MAIL_OWNER@ home=@FOLDER@/mail/%Lu
                }

                mail_location = @FORMAT@:~/@FORMAT@
                mail_fsync = never
                mailbox_list_index = yes
                mail_max_userip_connections = @CONNECTIONS@
                mail_plugins = quota zlib @MAIL_PLUGINS@
                recipient_delimiter = +

                namespace inbox {
                  inbox = yes
                  separator = @SEPARATOR@
                  prefix = @PREFIX@
                @SPECIAL_USE@
                }

                plugin {
                  quota = count:User quota
                  quota_rule = *:storage=1G
                  quota_vsizes = yes
                  sieve = file:~/sieve;active=~/active.sieve
                }

                protocol imap {
                  mail_plugins = $mail_plugins imap_quota imap_zlib
                  @CAPABILITY@
                }
                protocol lmtp {
                  mail_plugins = $mail_plugins @SIEVE@
                }

                submission_relay_host = 127.0.0.1
                submission_relay_port = @SINK@
                submission_relay_trusted = yes

                default_process_limit = 500
                default_client_limit = 4000
                default_vsz_limit = 1G
                @SERVICES@
                @EXTRA@
                """;
        values.put("MAIL_OWNER", mailOwner());
        if (!offers(Service.LMTP)) {
            text = text.replace("protocol lmtp {\n  mail_plugins = $mail_plugins @SIEVE@\n}\n", "");
        }
        if (!offers(Service.SUBMISSION)) {
            text = text.replaceAll("(?m)^submission_relay.*\n", "");
        }
        for (var value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }

    private String protocols() {
        StringBuilder protocols = new StringBuilder("imap");
        for (Service service :
                List.of(Service.POP3, Service.LMTP, Service.SIEVE, Service.SUBMISSION)) {
            if (offers(service)) {
                protocols.append(' ').append(service.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return protocols.toString();
    }

    private String owners() {
        if (isRoot()) {
            return "";
        }
        String user = System.getProperty("user.name");
        String group = run("id", "-gn").trim();
        return """
        default_internal_user = %s
        default_login_user = %s
        default_internal_group = %s
        """
                .formatted(user, user, group);
    }

    private String mailOwner() throws IOException {
        if (isRoot()) {
            return "uid=%d gid=%d".formatted(mailUser().uid(), mailUser().gid());
        }
        return "uid=%s gid=%s".formatted(run("id", "-u").trim(), run("id", "-g").trim());
    }

    private String specialUse() {
        if (!options.specialUse) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (String name : List.of("Drafts", "Sent", "Junk", "Trash", "Archive")) {
            text.append(
                    """
                      mailbox %s {
                        auto = subscribe
                        special_use = \\%s
                      }
                    """
                            .formatted(name, name));
        }
        return text.toString();
    }

    private String capability() {
        return options.capabilities.isEmpty()
                ? ""
                : "imap_capability = " + String.join(" ", options.capabilities);
    }

    private String services() {
        StringBuilder text = new StringBuilder();
        listeners(text, "imap-login", Map.of("imap", Service.IMAP, "imaps", Service.IMAPS));
        listeners(text, "pop3-login", Map.of("pop3", Service.POP3, "pop3s", Service.POP3S));
        listeners(text, "managesieve-login", Map.of("sieve", Service.SIEVE));
        listeners(
                text,
                "submission-login",
                Map.of("submission", Service.SUBMISSION, "submissions", Service.SUBMISSIONS));
        if (offers(Service.LMTP)) {
            text.append(
                    """
                    service lmtp {
                      inet_listener lmtp {
                        port = %d
                      }
                    }
                    """
                            .formatted(ports.get(Service.LMTP)));
        }
        text.append(
                """
                service auth {
                  client_limit = 12000
                }
                service imap {
                  service_count = 256
                  process_min_avail = 1
                  process_limit = 2000
                }
                """);
        if (!isRoot()) {
            for (String chrooted : List.of("anvil", "ipc", "stats", "dns-client")) {
                text.append("service %s {\n  chroot =\n}\n".formatted(chrooted));
            }
        }
        return text.toString();
    }

    private void listeners(StringBuilder text, String service, Map<String, Service> names) {
        if (names.values().stream().noneMatch(this::offers)) {
            return;
        }
        text.append("service ").append(service).append(" {\n");
        names.forEach(
                (name, kind) ->
                        text.append(
                                """
                                  inet_listener %s {
                                    port = %d
                                    ssl = %s
                                  }
                                """
                                        .formatted(
                                                name,
                                                ports.get(kind),
                                                kind.name().endsWith("S") ? "yes" : "no")));
        text.append("  service_count = 0\n");
        if (!isRoot()) {
            text.append("  chroot =\n");
        }
        text.append("}\n");
    }

    private static boolean plugin(String file) {
        return Files.exists(Found.INSTANCE.plugins().resolve(file));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}

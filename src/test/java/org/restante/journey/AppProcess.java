package org.restante.journey;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.restante.Restante;

/** The application in a process of its own, which can be killed and started again. */
final class AppProcess implements AutoCloseable {

    private final Path folder;
    private final Map<String, Object> settings;
    private final int port;
    private Process process;

    /**
     * @param folder an empty one: what the process writes to disk is there, and its log
     */
    AppProcess(Path folder, Map<String, Object> settings) {
        this.folder = folder;
        this.settings = settings;
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
            Files.createDirectories(temporary());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = launch();
    }

    /** Where the process keeps temporary files. */
    Path temporary() {
        return folder.resolve("tmp");
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Visitor visitor() {
        return new Visitor("http://localhost:" + port);
    }

    /** As when the power fails. */
    void kill() {
        process.destroyForcibly();
    }

    /** Another process in the place of one that died. */
    void restart() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = launch();
    }

    private Process launch() {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Djava.io.tmpdir=" + temporary(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Restante.class.getName(),
                                "--server.port=" + port));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        try {
            Process started =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            folder.resolve("log").toFile()))
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptionsMatching(AppProcess::isNotUpYet)
                    .until(() -> visitor().get("/sign-in").status() == 200);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNotUpYet(Throwable e) {
        return e.getCause() instanceof ConnectException;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package org.restante.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.SpringApplication;

/** What must not be left behind when the JVM ends: processes, folders. */
public final class Cleanup {
    private static final List<AutoCloseable> waiting = new ArrayList<>();

    private static final Thread hook = Thread.ofPlatform().name("cleanup").unstarted(Cleanup::run);

    static {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private Cleanup() {}

    /** Closes the resource at the end of the JVM; closing it earlier as well must be harmless. */
    public static void atExit(AutoCloseable resource) {
        synchronized (waiting) {
            waiting.add(resource);
        }
    }

    /**
     * From now on waits until the running Spring application has closed, which needs the servers.
     */
    public static void afterSpring() {
        if (Runtime.getRuntime().removeShutdownHook(hook)) {
            SpringApplication.getShutdownHandlers().add(Cleanup::run);
        }
    }

    static void deleteTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(
                            file -> {
                                try {
                                    Files.deleteIfExists(file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cannot remove " + root + ": " + e.getMessage());
        }
    }

    private static void run() {
        List<AutoCloseable> last;
        synchronized (waiting) {
            last = List.copyOf(waiting).reversed();
        }
        for (AutoCloseable resource : last) {
            try {
                resource.close();
            } catch (Exception e) {
                System.err.println("at exit: " + e.getMessage());
            }
        }
    }
}

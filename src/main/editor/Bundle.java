import com.google.javascript.jscomp.CommandLineRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes one small script of the editor and of the WebJars that it stands on. The build runs this
 * file as it is: {@code java -cp closure-compiler.jar Bundle.java SOURCES WORK OUTPUT}. Where
 * nothing has changed since the last time, nothing is done.
 */
class Bundle {

    private static final String COMPILER = "closure-compiler.jar";

    private static final List<String> FLAGS =
            List.of(
                    "--module_resolution=NODE",
                    "--package_json_entry_names=module,main",
                    "--dependency_mode=PRUNE",
                    "--compilation_level=SIMPLE",
                    "--assume_function_wrapper=true",
                    "--isolation_mode=IIFE",
                    "--language_in=UNSTABLE",
                    "--language_out=ECMASCRIPT_2021",
                    "--rewrite_polyfills=false",
                    "--process_closure_primitives=false",
                    "--charset=UTF-8",
                    "--warning_level=QUIET");

    public static void main(String[] arguments) throws IOException {
        Path sources = Path.of(arguments[0]);
        Path work = Path.of(arguments[1]);
        Path output = Path.of(arguments[2]);
        Path told = work.resolve("made-from");

        List<Path> jars = files(work, 1, ".jar");
        String inputs = hash(Stream.concat(files(sources, 1, "").stream(), jars.stream()));
        if (Files.exists(output) && Files.exists(told) && Files.readString(told).equals(inputs)) {
            return;
        }
        Files.createDirectories(output.getParent());
        Files.deleteIfExists(output);
        Files.writeString(told, inputs); // counts only together with the output

        List<String> flags = new ArrayList<>(FLAGS);
        flags.add("--js_output_file=" + output);
        // beside the modules, because that is where imports are looked for
        Path beside = Files.createDirectories(work.resolve("sources"));
        for (Path script : files(sources, 1, ".js")) {
            Path copy = beside.resolve(script.getFileName());
            Files.copy(script, copy, StandardCopyOption.REPLACE_EXISTING);
            flags.add("--js=" + copy);
        }
        flags.add("--entry_point=" + beside.resolve("editor.js"));
        for (Path jar : jars) {
            if (!jar.endsWith(COMPILER)) {
                module(jar, work.resolve("node_modules")).forEach(js -> flags.add("--js=" + js));
            }
        }
        // ends this JVM, and by its status the build where a script is wrong
        CommandLineRunner.main(flags.toArray(String[]::new));
    }

    /** The files of a WebJar that a compiler wants, laid out as Node.js has them. */
    private static List<Path> module(Path jar, Path modules) throws IOException {
        String name = jar.getFileName().toString().replace(".jar", "");
        List<Path> copied = new ArrayList<>();
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path versions = files.getPath("META-INF/resources/webjars", name);
            Path version = folders(versions).getFirst();
            Path script = Files.exists(version.resolve("dist")) ? Path.of("dist", "index.js") : Path.of("index.js");
            for (Path file : List.of(Path.of("package.json"), script)) {
                Path copy = modules.resolve(name).resolve(file);
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(version.resolve(file.toString())));
                copied.add(copy);
            }
        }
        return copied;
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.toList();
        }
    }

    private static List<Path> files(Path folder, int depth, String end) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }

    private static String hash(Stream<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.toList()) {
                digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

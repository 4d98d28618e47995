package org.restante.setup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.restante.setup.Guide.Piece;
import org.restante.setup.Servers.Server;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The steps for each mail program with the account's own values in them.
 *
 * <p>A bundle has a program's steps in one text, one after the other with {@code |} between. Host
 * and user name may hold any character, so they come in only when the text is cut: until then,
 * their number stands between two marks.
 */
@Component
class Guides {

    private static final List<String> PROGRAMS =
            List.of("iphone", "android", "outlook", "thunderbird", "applemail");
    private static final String MARK = "\u0001";

    private final MessageSource words;

    Guides(MessageSource words) {
        this.words = words;
    }

    List<Guide> of(Servers servers, boolean pop, Locale locale) {
        Server in = servers.incoming(pop);
        Server out = servers.smtp();
        List<Piece> values =
                List.of(
                        new Piece(in.host(), true),
                        new Piece(Integer.toString(in.port()), true),
                        new Piece(security(in, locale), false),
                        new Piece(out.host(), true),
                        new Piece(Integer.toString(out.port()), true),
                        new Piece(security(out, locale), false),
                        new Piece(servers.username(), true));
        return PROGRAMS.stream()
                .map(program -> new Guide(program, steps(program, pop, values, locale)))
                .toList();
    }

    private String security(Server server, Locale locale) {
        return words.getMessage("setup.security." + server.tls(), null, locale);
    }

    private List<List<Piece>> steps(
            String program, boolean pop, List<Piece> values, Locale locale) {
        String key = "setup." + program + (pop ? ".pop" : ".imap");
        Object[] marks = IntStream.range(0, values.size()).mapToObj(i -> MARK + i + MARK).toArray();
        return Arrays.stream(words.getMessage(key, marks, locale).split("\\|", -1))
                .map(step -> pieces(step, values))
                .toList();
    }

    private static List<Piece> pieces(String step, List<Piece> values) {
        List<Piece> pieces = new ArrayList<>();
        boolean marked = false;
        for (String part : step.split(MARK, -1)) {
            pieces.add(marked ? values.get(Integer.parseInt(part)) : new Piece(part, false));
            marked = !marked;
        }
        return pieces;
    }
}

package org.restante.contacts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What somebody typed to find a contact: every piece of it must be what a word begins with.
 *
 * @param pieces each in the forms in which it may be found
 */
record Query(List<List<String>> pieces) {

    private static final int LONGEST = 200;
    private static final int MOST = 8;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    static Query of(String typed) {
        List<List<String>> pieces = new ArrayList<>();
        BLANKS.splitAsStream(Clean.cut(Clean.line(typed), LONGEST))
                .map(Query::forms)
                .filter(forms -> !forms.isEmpty())
                .limit(MOST)
                .forEach(pieces::add);
        return new Query(pieces);
    }

    private static List<String> forms(String piece) {
        return List.of(Fold.words(piece), Fold.text(piece)).stream()
                .filter(form -> !form.isBlank())
                .distinct()
                .toList();
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    boolean matches(String words) {
        return pieces.stream()
                .allMatch(forms -> forms.stream().anyMatch(form -> words.contains(" " + form)));
    }

    /** The condition in SQL on one of these columns; the typed text is in the parameters alone. */
    String condition(String... columns) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            List<String> any = new ArrayList<>();
            for (int j = 0; j < pieces.get(i).size(); j++) {
                for (String column : columns) {
                    any.add(column + " LIKE :typed" + i + "_" + j);
                }
            }
            all.add(any.stream().collect(Collectors.joining(" OR ", "(", ")")));
        }
        return all.isEmpty() ? "true" : String.join(" AND ", all);
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            for (int j = 0; j < pieces.get(i).size(); j++) {
                parameters.put("typed" + i + "_" + j, "% " + literal(pieces.get(i).get(j)) + "%");
            }
        }
        return parameters;
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}

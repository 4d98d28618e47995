package org.restante.search;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.SearchKey;
import org.restante.mail.SearchKey.Field;
import org.restante.reading.list.Queries;
import org.restante.settings.Viewer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Reads the search box: words and phrases, all of which must be in the subject, the addresses or
 * the text, and what {@link Operator} knows. What makes no sense is told in a sentence and left
 * out; whatever else has a colon is just a word.
 */
@Component
class Searches implements Queries {

    private static final List<Field> WORDS =
            List.of(Field.SUBJECT, Field.FROM, Field.TO, Field.BODY);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([.,]\\d{1,3})?\\s*([kmg]?)b?");

    private final MessageSource words;
    private final InstantSource clock;

    @Autowired
    Searches(MessageSource words) {
        this(words, InstantSource.system());
    }

    Searches(MessageSource words, InstantSource clock) {
        this.words = words;
        this.clock = clock;
    }

    @Override
    public Asked read(String text, Viewer viewer) {
        Reading reading = new Reading(text, viewer);
        List<Token> tokens = Token.all(text);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
            i += reading.take(token, next) ? 1 : 0;
        }
        if (reading.isEmpty()) {
            tokens.forEach(reading::words);
        }
        if (tokens.size() == Token.MOST && !text.substring(tokens.getLast().to()).isBlank()) {
            reading.problems.add(
                    words.getMessage(
                            "search.problem.many", new Object[] {Token.MOST}, viewer.locale()));
        }
        return reading.asked();
    }

    /** One text on its way to a key. */
    private final class Reading {

        private final String text;
        private final Viewer viewer;
        private final Locale locale;
        private final Days days;
        private final List<SearchKey> keys = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final TreeSet<Field> fields = new TreeSet<>();
        private final List<String> problems = new ArrayList<>();

        Reading(String text, Viewer viewer) {
            this.text = text;
            this.viewer = viewer;
            this.locale = viewer.locale();
            LocalDate today = LocalDate.ofInstant(clock.instant(), viewer.zone());
            this.days = new Days(words, locale, today);
        }

        Asked asked() {
            List<String> names =
                    fields.stream().map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
            return new Asked(key(), List.copyOf(parts), names, List.copyOf(problems));
        }

        /** Where nothing was understood nothing is found: never all, which could be acted on. */
        private SearchKey key() {
            return keys.isEmpty() ? new SearchKey.Not(SearchKey.all()) : SearchKey.and(keys);
        }

        /** Whether the next token was taken as well. */
        boolean take(Token token, @Nullable Token next) {
            Operator operator = Operator.of(token.operator(), words, locale).orElse(null);
            if (operator == null) {
                word(token.asWord());
                return false;
            }
            boolean two =
                    next != null
                            && isDay(operator)
                            && next.operator().isEmpty()
                            && days.isHalf(token.value(), next.value());
            Token whole = two && next != null ? token.with(next) : token;
            Optional<SearchKey> key =
                    whole.value().isEmpty() ? Optional.empty() : key(operator, whole.value());
            if (key.isPresent()) {
                add(whole, key.get());
            } else {
                problems.add(
                        words.getMessage(
                                "search.problem." + operator.key(),
                                new Object[] {whole.operator(), whole.value()},
                                locale));
                parts.add(part(whole));
            }
            return two;
        }

        /** Nothing was understood and nothing was wrong: there were only signs. */
        boolean isEmpty() {
            return keys.isEmpty() && problems.isEmpty();
        }

        /** A sign between words, such as a dash, is none of them. */
        private void word(Token token) {
            if (token.value().codePoints().anyMatch(c -> Character.isLetterOrDigit(c) || c > 127)) {
                words(token);
            }
        }

        void words(Token token) {
            fields.addAll(WORDS);
            String word = token.value();
            add(
                    token,
                    SearchKey.or(
                            WORDS.stream()
                                    .<SearchKey>map(field -> new SearchKey.Text(field, word))
                                    .toList()));
        }

        private void add(Token token, SearchKey key) {
            keys.add(token.not() ? new SearchKey.Not(key) : key);
            parts.add(part(token));
        }

        private Part part(Token token) {
            String operator = token.operator().toLowerCase(locale);
            return new Part(operator, token.value(), token.not(), token.rest(text));
        }

        private static boolean isDay(Operator operator) {
            return operator == Operator.BEFORE
                    || operator == Operator.AFTER
                    || operator == Operator.ON;
        }

        private Optional<SearchKey> key(Operator operator, String value) {
            return switch (operator) {
                case FROM -> text(Field.FROM, value);
                case TO -> text(Field.TO, value);
                case CC -> text(Field.CC, value);
                case SUBJECT -> text(Field.SUBJECT, value);
                case BODY -> text(Field.BODY, value);
                case HAS -> named("search.has.file", value, new SearchKey.WithFile());
                case IS -> state(value);
                case LARGER -> octets(value).map(SearchKey.Larger::new);
                case SMALLER -> octets(value).map(SearchKey.Smaller::new);
                case BEFORE -> days.span(value).map(span -> before(span.first()));
                case AFTER -> days.span(value).map(span -> since(span.last().plusDays(1)));
                case ON ->
                        days.span(value)
                                .map(
                                        span ->
                                                SearchKey.and(
                                                        List.of(
                                                                since(span.first()),
                                                                before(span.last().plusDays(1)))));
            };
        }

        private Optional<SearchKey> text(Field field, String value) {
            fields.add(field);
            return Optional.of(new SearchKey.Text(field, value));
        }

        private SearchKey before(LocalDate day) {
            return new SearchKey.Before(day, day.atStartOfDay(viewer.zone()).toInstant());
        }

        private SearchKey since(LocalDate day) {
            return new SearchKey.Since(day, day.atStartOfDay(viewer.zone()).toInstant());
        }

        private Optional<SearchKey> state(String value) {
            SearchKey seen = new SearchKey.Has(Flag.SEEN);
            return named("search.is.unread", value, new SearchKey.Not(seen))
                    .or(() -> named("search.is.read", value, seen))
                    .or(() -> named("search.is.flagged", value, new SearchKey.Has(Flag.FLAGGED)))
                    .or(() -> named("search.is.answered", value, new SearchKey.Has(Flag.ANSWERED)));
        }

        private Optional<SearchKey> named(String code, String value, SearchKey key) {
            String names =
                    words.getMessage(code, null, "", locale)
                            + ","
                            + words.getMessage(code, null, "", Locale.ENGLISH);
            return List.of(names.split("[ ,]+")).contains(value.toLowerCase(locale))
                    ? Optional.of(key)
                    : Optional.empty();
        }

        private static Optional<Long> octets(String value) {
            Matcher size = SIZE.matcher(value.toLowerCase(Locale.ROOT));
            if (!size.matches()) {
                return Optional.empty();
            }
            String part = size.group(2) == null ? "" : size.group(2).replace(',', '.');
            long unit =
                    switch (size.group(3)) {
                        case "k" -> 1L << 10;
                        case "m" -> 1L << 20;
                        case "g" -> 1L << 30;
                        default -> 1;
                    };
            double octets = Double.parseDouble(size.group(1) + part) * unit;
            return Optional.of(Math.min(0xFFFF_FFFFL, Math.round(octets)));
        }
    }
}

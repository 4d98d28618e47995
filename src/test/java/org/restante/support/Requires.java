package org.restante.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/** Runs a test class only where the machine has what it names; see {@link Missing}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Requires.Check.class)
public @interface Requires {

    Requirement[] value();

    /** Looks before the first test of the class, and before Spring starts anything for it. */
    final class Check implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            Class<?> test = context.getRequiredTestClass();
            MergedAnnotations.from(test, SearchStrategy.TYPE_HIERARCHY).stream(Requires.class)
                    .flatMap(found -> Stream.of(found.synthesize().value()))
                    .distinct()
                    .forEach(
                            requirement ->
                                    requirement
                                            .missing()
                                            .ifPresent(reason -> Missing.abort(test, reason)));
        }
    }
}

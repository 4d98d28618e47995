package org.restante.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

/**
 * Gives a Spring test a fresh database of the real PostgreSQL. Spring caches contexts, so tests of
 * the same configuration share one database, and others never meet it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Requires(Requirement.DATABASE)
@ContextConfiguration(initializers = WithDatabase.Initializer.class)
public @interface WithDatabase {

    /** Usable without the annotation too, as an initializer of any application context. */
    final class Initializer
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("database", Databases.fresh().properties()));
        }
    }
}

package org.restante.account.store;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.restante.settings.Announced;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.session.autoconfigure.SessionProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Session over JDBC, with JSON instead of Java serialization and the node's memory in front.
 */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class StoreConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    JdbcIndexedSessionRepository storedSessions(
            DataSource dataSource, SessionProperties properties) {
        // Its own transaction manager: a session is saved whatever a request's own work comes to.
        var transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        var stored = new JdbcIndexedSessionRepository(new JdbcTemplate(dataSource), transactions);
        stored.setConversionService(json());
        stored.setIndexResolver(
                session ->
                        session.getAttribute(SignedIn.NAME) instanceof SignedIn signedIn
                                ? Map.of(
                                        FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME,
                                        signedIn.address())
                                : Map.of());
        if (properties.getTimeout() != null) {
            stored.setDefaultMaxInactiveInterval(properties.getTimeout());
        }
        return stored;
    }

    @Bean
    @Primary
    CachedSessions<?> cachedSessions(JdbcIndexedSessionRepository stored) {
        return new CachedSessions<>(stored, Clock.systemUTC());
    }

    @Bean
    FilterRegistrationBean<Unattended> unattended() {
        var filter = new FilterRegistrationBean<>(new Unattended());
        filter.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return filter;
    }

    /** In code and not in configuration, because nothing of it may be weakened. */
    @Bean
    DefaultCookieSerializer cookieSerializer() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("restante-session");
        cookie.setCookiePath("/");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax"); // a link in another site's page leads to the mail all the same
        return cookie;
    }

    @Bean
    SessionNews sessionNews(
            JdbcConnectionDetails database, CachedSessions<?> sessions, List<Announced> others) {
        return new SessionNews(
                database.getJdbcUrl(),
                database.getUsername(),
                database.getPassword(),
                sessions,
                others);
    }

    @Bean
    StoredSessions storedSessionRows(DataSource dataSource, CachedSessions<?> sessions) {
        return new StoredSessions(new JdbcTemplate(dataSource), sessions);
    }

    static GenericConversionService json() {
        var conversions = new GenericConversionService();
        conversions.addConverter(Object.class, byte[].class, new SessionJson.Writer());
        conversions.addConverter(byte[].class, Object.class, new SessionJson.Reader());
        return conversions;
    }
}

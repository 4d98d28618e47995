package org.restante.account;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.mailbox.MailSession;
import org.restante.settings.Viewer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@TestConfiguration(proxyBeanMethods = false)
@Import(AccountTestConfiguration.Pages.class)
class AccountTestConfiguration {

    @Bean
    @Primary
    FakeMailSessions fakeMailSessions() {
        return new FakeMailSessions();
    }

    @Bean
    static Statements statements() {
        return new Statements();
    }

    /** Counts the statements that the pool's connections prepare. */
    static final class Statements implements BeanPostProcessor {

        private static final Set<String> COUNTED =
                Set.of("prepareStatement", "createStatement", "prepareCall");
        private final AtomicInteger count = new AtomicInteger();

        int count() {
            return count.get();
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource real
                    ? proxy(DataSource.class, real, Map.of("getConnection", this::connection))
                    : bean;
        }

        private Object connection(Object real) {
            return proxy(Connection.class, real, Map.of());
        }

        private Object proxy(
                Class<?> type,
                Object real,
                Map<String, java.util.function.UnaryOperator<Object>> wraps) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, arguments) -> {
                        if (COUNTED.contains(method.getName())) {
                            count.incrementAndGet();
                        }
                        try {
                            Object result = method.invoke(real, arguments);
                            var wrap = wraps.get(method.getName());
                            return wrap == null ? result : wrap.apply(result);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    @RestController
    static class Pages {

        @GetMapping("/mail/INBOX")
        String inbox(MailSession mail, Account account, Viewer viewer) {
            var session = (FakeMailSessions.FakeMailSession) mail;
            return account.address()
                    + " "
                    + session.account().username()
                    + " "
                    + session.account().server().host()
                    + " "
                    + session.credential().password()
                    + " "
                    + viewer.locale().toLanguageTag()
                    + " "
                    + viewer.zone();
        }

        @GetMapping("/fails/{problem}")
        String fails(@PathVariable Problem problem) {
            throw new MailException(problem, "the server's own words");
        }

        @GetMapping("/breaks")
        String breaks() {
            throw new IllegalStateException("secret detail of a failure");
        }

        @GetMapping("/number")
        String number(@RequestParam int n) {
            return "" + n;
        }

        @PostMapping("/change")
        String change() {
            return "changed";
        }

        @GetMapping("/mail/INBOX/7/body")
        ResponseEntity<String> body() {
            return ResponseEntity.ok()
                    .header("Content-Security-Policy", "default-src 'none'; sandbox")
                    .body("body");
        }
    }
}

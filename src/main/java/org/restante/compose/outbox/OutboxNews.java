package org.restante.compose.outbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Tells the mail pages that something could not be sent. */
@Configuration(proxyBeanMethods = false)
class OutboxNews implements HandlerInterceptor, WebMvcConfigurer {

    private static final Logger log = LoggerFactory.getLogger(OutboxNews.class);

    private final ObjectProvider<Outbox> outbox;

    OutboxNews(ObjectProvider<Outbox> outbox) {
        this.outbox = outbox;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/mail/*", "/mail/*/*");
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        Principal user = request.getUserPrincipal();
        if (user != null && request.getMethod().equals("GET")) {
            outbox.ifAvailable(
                    one -> request.setAttribute("troubles", troubles(one, user.getName())));
        }
        return true;
    }

    /** How many messages were not sent, or perhaps not; no page fails for it. */
    private static long troubles(Outbox outbox, String address) {
        try {
            return outbox.open(address).stream()
                    .filter(entry -> entry.is("FAILED") || entry.is("UNCERTAIN"))
                    .count();
        } catch (DataAccessException e) {
            log.warn("The outbox cannot be read at the moment: {}", e.getMessage());
            return 0;
        }
    }
}

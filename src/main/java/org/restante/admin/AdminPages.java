package org.restante.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;

/** What every page of the administrator has in common: who they are, and how moments are told. */
@Order(Ordered.HIGHEST_PRECEDENCE) // before the handler of everything
@ControllerAdvice(basePackageClasses = AdminPages.class)
class AdminPages {

    private final MessageSource words;

    AdminPages(MessageSource words) {
        this.words = words;
    }

    @ModelAttribute("administrator")
    @Nullable Administrator administrator(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof AdministratorUser user
                ? user.getPrincipal()
                : null;
    }

    @ModelAttribute("moments")
    Moments moments(HttpServletRequest request) {
        ZoneId zone =
                request.getUserPrincipal() instanceof AdministratorUser user
                        ? user.present().zone()
                        : ZoneOffset.UTC;
        return new Moments(words, LocaleContextHolder.getLocale(), zone, Instant.now());
    }

    /** More passwords are being compared than there is room for. */
    @ExceptionHandler
    ModelAndView crowded(Passwords.Crowded crowded) {
        ModelAndView page = new ModelAndView("error/problem").addObject("kind", "CROWDED");
        page.setStatus(HttpStatus.SERVICE_UNAVAILABLE);
        return page;
    }
}

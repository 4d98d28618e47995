package org.restante.web;

import static java.time.temporal.ChronoUnit.SECONDS;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.restante.account.Sessions;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.settings.MailDomains;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/** What went wrong, as a status and a sentence; details go to the log. */
@ControllerAdvice
class ErrorPages {

    private static final String PAGE = "error/problem";
    private static final String FRAGMENT = "error/problem :: problem";
    private static final String SHELL = "error/shell";

    /** Those that may be over by themselves. */
    private static final Set<Problem> PASSING =
            EnumSet.of(
                    Problem.SERVER_UNREACHABLE,
                    Problem.SERVER_SILENT,
                    Problem.SERVER_BUSY,
                    Problem.CONNECTION_LOST,
                    Problem.TOO_MANY_CONNECTIONS,
                    Problem.ACCOUNT_BUSY);

    /** Those that the administrator of the mail server can do something about. */
    private static final Set<Problem> SERVERS_OWN =
            EnumSet.of(
                    Problem.SERVER_UNREACHABLE,
                    Problem.SERVER_SILENT,
                    Problem.SERVER_BUSY,
                    Problem.SERVER_CONFUSED,
                    Problem.CONNECTION_LOST,
                    Problem.TOO_MANY_CONNECTIONS,
                    Problem.CERTIFICATE_WRONG,
                    Problem.ENCRYPTION_MISSING);

    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    private final Sessions sessions;
    private final MailDomains domains;

    ErrorPages(Sessions sessions, MailDomains domains) {
        this.sessions = sessions;
        this.domains = domains;
    }

    @ExceptionHandler
    @Nullable ModelAndView mail(
            MailException problem, HttpServletRequest request, HttpServletResponse response) {
        if (problem.problem() == Problem.WRONG_PASSWORD) {
            return signInAgain(request, response);
        }
        Details details = details(problem.problem(), request);
        log.info(
                "Reference {}: {} {}: {}",
                details.reference(),
                request.getMethod(),
                pattern(request),
                problem.problem());
        // The server's own words may name folders.
        log.debug("{}", problem.getMessage());
        return page(problem.problem().name(), status(problem.problem()), request)
                .addObject("details", SERVERS_OWN.contains(problem.problem()) ? details : null)
                .addObject("again", PASSING.contains(problem.problem()) ? again(request) : null);
    }

    /**
     * What helps an administrator to find the cause.
     *
     * @param problem in plain words, as the log has it in capitals
     */
    public record Details(String time, String server, String problem, String reference) {}

    private Details details(Problem problem, HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        String address = user == null ? "" : user.getName();
        return new Details(
                DateTimeFormatter.ISO_INSTANT.format(Instant.now().truncatedTo(SECONDS)),
                domains.find(address.substring(address.lastIndexOf('@') + 1))
                        .map(domain -> domain.imap().host() + ":" + domain.imap().port())
                        .orElse(""),
                problem.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                reference());
    }

    private static String reference() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** The address to try once more: never that of an act, which is not done twice. */
    private static @Nullable String again(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            return null;
        }
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    @ExceptionHandler({
        TypeMismatchException.class,
        HttpMessageNotReadableException.class,
        InvalidParameterException.class // octets that are no UTF-8
    })
    ModelAndView badInput(HttpServletRequest request) {
        return page(HttpStatus.BAD_REQUEST, request);
    }

    /** The browser went away; there is nobody to tell. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone() {}

    /** Security's own filter makes the answer to these. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void security(RuntimeException refused) {
        throw refused;
    }

    @ExceptionHandler
    ModelAndView unexpected(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
            return page(refused.getStatusCode(), request);
        }
        String reference = reference();
        log.error("Reference {}: {} {}", reference, request.getMethod(), pattern(request), e);
        return page(HttpStatus.INTERNAL_SERVER_ERROR, request).addObject("reference", reference);
    }

    ModelAndView page(HttpStatusCode status, HttpServletRequest request) {
        return page(
                switch (status.value()) {
                    case 403 -> "FORBIDDEN";
                    case 404 -> "NOT_FOUND";
                    case 405 -> "METHOD";
                    case 413 -> "TOO_LARGE";
                    default -> status.is4xxClientError() ? "BAD_REQUEST" : "UNEXPECTED";
                },
                status,
                request);
    }

    private @Nullable ModelAndView signInAgain(
            HttpServletRequest request, HttpServletResponse response) {
        sessions.end(request, response);
        String signIn = request.getContextPath() + "/sign-in?refused";
        if (Htmx.isRequest(request)) {
            response.setHeader("HX-Redirect", signIn);
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return null;
        }
        return new ModelAndView("redirect:/sign-in?refused");
    }

    private static ModelAndView page(
            String kind, HttpStatusCode status, HttpServletRequest request) {
        ModelAndView page = new ModelAndView(view(request));
        page.setStatus(status);
        return page.addObject("kind", kind);
    }

    /** Who is signed in keeps the shell with its ways on. */
    private static String view(HttpServletRequest request) {
        if (Htmx.wantsFragment(request)) {
            return FRAGMENT;
        }
        return request.getAttribute("address") == null ? PAGE : SHELL;
    }

    /** The route and not the path, which names folders. */
    private static Object pattern(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? "?" : pattern;
    }

    private static HttpStatus status(Problem problem) {
        return switch (problem) {
            case WRONG_PASSWORD -> HttpStatus.UNAUTHORIZED;
            case ACCOUNT_DISABLED, NOT_PERMITTED -> HttpStatus.FORBIDDEN;
            case TOO_MANY_CONNECTIONS,
                    SERVER_UNREACHABLE,
                    CONNECTION_LOST,
                    SERVER_BUSY,
                    ACCOUNT_BUSY ->
                    HttpStatus.SERVICE_UNAVAILABLE;
            case SERVER_SILENT -> HttpStatus.GATEWAY_TIMEOUT;
            case CERTIFICATE_WRONG, ENCRYPTION_MISSING, SERVER_CONFUSED -> HttpStatus.BAD_GATEWAY;
            case MAILBOX_MISSING, MESSAGE_MISSING -> HttpStatus.NOT_FOUND;
            case MAILBOX_EXISTS, MAILBOX_NOT_SELECTABLE, MAILBOX_REPLACED, REFUSED ->
                    HttpStatus.CONFLICT;
            case MAILBOX_NAME_REFUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case QUOTA_EXCEEDED -> HttpStatus.INSUFFICIENT_STORAGE;
        };
    }
}

package org.restante.compose;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Keeps the container's hands off forms with files: it would write them to the disk. Their fields
 * are read by {@link Posted} as they come; until then only the query's parameters are there.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class StreamedForms extends OncePerRequestFilter {

    /** Names the request attribute that holds the real content type. */
    static final String TYPE = StreamedForms.class.getName();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return !request.getRequestURI().startsWith(request.getContextPath() + "/drafts/")
                || type == null
                || !type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(TYPE, request.getContentType());
        chain.doFilter(new Unread(request), response);
    }

    private static final class Unread extends HttpServletRequestWrapper {

        private final MultiValueMap<String, String> query;

        Unread(HttpServletRequest request) {
            super(request);
            String text = request.getQueryString();
            this.query =
                    UriComponentsBuilder.newInstance()
                            .query(text == null ? "" : text)
                            .build()
                            .getQueryParams();
        }

        @Override
        public String getContentType() {
            return "application/x-streamed-form";
        }

        @Override
        public @Nullable String getParameter(String name) {
            String value = query.getFirst(name);
            return value == null ? null : decoded(value);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            List<String> values = query.get(name);
            return values == null
                    ? null
                    : values.stream().map(Unread::decoded).toArray(String[]::new);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(query.keySet());
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return query.entrySet().stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Map.Entry::getKey,
                                    one ->
                                            one.getValue().stream()
                                                    .map(Unread::decoded)
                                                    .toArray(String[]::new)));
        }

        private static String decoded(@Nullable String value) {
            return value == null
                    ? ""
                    : UriUtils.decode(value.replace('+', ' '), StandardCharsets.UTF_8);
        }
    }
}

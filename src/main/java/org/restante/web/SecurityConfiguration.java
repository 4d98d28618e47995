package org.restante.web;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may see what, and what every answer carries: one chain for mail, one for /admin. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricsProperties.class)
class SecurityConfiguration {

    private static final DispatcherType[] INTERNAL = {
        DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC
    };

    private static final String[] FOR_ANYBODY = {"/admin/sign-in", "/admin/invitation/*"};

    private static final String[] PUBLIC = {
        "/sign-in", "/sign-out", "/error", "/actuator/health/**", "/favicon.ico"
    };

    /** Requests are measured as a whole; every single filter of ours is of no interest. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** The administrator's pages: a mailbox's session counts for nothing here. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain administration(
            HttpSecurity http,
            @Qualifier("signedInAdministrators") SecurityContextRepository administrators,
            @Qualifier("administratorTokens") CsrfTokenRepository csrf,
            @Qualifier("signedInUsers") SecurityContextRepository users)
            throws Exception {
        return common(http.securityMatcher("/admin", "/admin/**"), administrators, csrf)
                .authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(INTERNAL)
                                        .permitAll()
                                        .requestMatchers(FOR_ANYBODY)
                                        .permitAll()
                                        .anyRequest()
                                        .authenticated())
                .exceptionHandling(
                        refused ->
                                refused.authenticationEntryPoint(new NotForYou(users))
                                        .accessDeniedHandler(new RefusedRequest()))
                .build();
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            @Qualifier("signedInUsers") SecurityContextRepository users,
            CsrfTokenRepository csrf,
            MetricsProperties metrics)
            throws Exception {
        return common(http, users, csrf)
                .authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(INTERNAL)
                                        .permitAll()
                                        .requestMatchers(PUBLIC)
                                        .permitAll()
                                        .requestMatchers(Assets.PATHS)
                                        .permitAll()
                                        .requestMatchers("/actuator/prometheus")
                                        .access(metrics)
                                        .requestMatchers("/actuator/**")
                                        .denyAll()
                                        .anyRequest()
                                        .authenticated())
                .exceptionHandling(
                        refused ->
                                refused.authenticationEntryPoint(new ToSignIn())
                                        .accessDeniedHandler(new RefusedRequest()))
                .build();
    }

    private static HttpSecurity common(
            HttpSecurity http, SecurityContextRepository users, CsrfTokenRepository csrf)
            throws Exception {
        return http.securityContext(context -> context.securityContextRepository(users))
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(
                        tokens ->
                                tokens.csrfTokenRepository(csrf)
                                        .csrfTokenRequestHandler(new CsrfTokens()))
                .addFilterBefore(new FetchSiteFilter(), CsrfFilter.class)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .headers(
                        headers ->
                                headers.contentTypeOptions(withDefaults())
                                        .frameOptions(frames -> frames.disable())
                                        .cacheControl(cache -> cache.disable())
                                        .addHeaderWriter(new PageHeaders())
                                        .httpStrictTransportSecurity(
                                                hsts ->
                                                        hsts.maxAgeInSeconds(31_536_000)
                                                                .includeSubDomains(false))
                                        .referrerPolicy(
                                                referrer ->
                                                        referrer.policy(ReferrerPolicy.NO_REFERRER))
                                        .crossOriginOpenerPolicy(
                                                opener ->
                                                        opener.policy(
                                                                CrossOriginOpenerPolicy
                                                                        .SAME_ORIGIN))
                                        .crossOriginResourcePolicy(
                                                resource ->
                                                        resource.policy(
                                                                CrossOriginResourcePolicy
                                                                        .SAME_ORIGIN)));
    }
}

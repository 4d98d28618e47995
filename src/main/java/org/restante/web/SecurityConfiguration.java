package org.restante.web;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

/** The one chain: who may see what, and what every answer carries. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricsProperties.class)
class SecurityConfiguration {

    private static final String[] PUBLIC = {
        "/sign-in", "/sign-out", "/error", "/actuator/health/**", "/favicon.ico"
    };

    /** Requests are measured as a whole; every single filter of ours is of no interest. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            SecurityContextRepository users,
            CsrfTokenRepository csrf,
            MetricsProperties metrics)
            throws Exception {
        return http.authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(
                                                DispatcherType.ERROR,
                                                DispatcherType.FORWARD,
                                                DispatcherType.ASYNC)
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
                .securityContext(context -> context.securityContextRepository(users))
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
                .exceptionHandling(
                        refused ->
                                refused.authenticationEntryPoint(new ToSignIn())
                                        .accessDeniedHandler(new RefusedRequest()))
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
                                                                        .SAME_ORIGIN)))
                .build();
    }
}

package org.restante.web;

import org.restante.settings.UserPreferences;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What every page has in common. */
@Configuration(proxyBeanMethods = false)
class ShellConfiguration implements WebMvcConfigurer {

    private final UserPreferences preferences;

    ShellConfiguration(UserPreferences preferences) {
        this.preferences = preferences;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Part(preferences))
                .excludePathPatterns(AssetController.PATH + "**");
    }
}

package dev.backflow.api;

import dev.backflow.datasets.Separator;
import dev.backflow.diagnosis.RulePack;
import dev.backflow.diagnosis.Signal;
import dev.backflow.figures.FigureTheme;
import dev.backflow.recording.Axis;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunState;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Strict query parameters, problems even for what Tomcat refuses by itself, and a page that is never stale. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParametersOnly()).addPathPatterns("/api/**");
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        accept(registry, Separator.class, Separator::wireName);
        accept(registry, RunState.class, RunState::wireName);
        accept(registry, Tensor.class, Tensor::wireName);
        accept(registry, Axis.class, Axis::wireName);
        accept(registry, Statistic.class, Statistic::wireName);
        accept(registry, FigureTheme.class, FigureTheme::wireName);
        accept(registry, ExportController.Layout.class, ExportController.Layout::wireName);
        accept(registry, Signal.class, Signal::wireName);
        accept(registry, RulePack.class, RulePack::wireName);
    }

    /** Words in queries are written as in JSON. (Spring takes the name of the constant as well.) */
    private static <T extends Enum<T>> void accept(
            FormatterRegistry registry, Class<T> type, Function<T, String> wireName) {
        registry.addConverter(
                String.class,
                type,
                word -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> wireName.apply(constant).equals(word))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(word)));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat() {
        return factory -> factory.addContextCustomizers(context ->
                ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemErrorReportValve.class.getName()));
    }

    /** Parameters come from the query string only: no operation takes a form. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> noForms() {
        return factory -> factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
    }

    /** The page is asked for again each time and sent again when its content has changed, whatever its date says. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> pageTags() {
        ShallowEtagHeaderFilter filter = new ShallowEtagHeaderFilter();
        filter.setWriteWeakETag(true); // Tomcat does not compress under a strong one
        FilterRegistrationBean<ShallowEtagHeaderFilter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/assets/*", "/webjars/*");
        return registration;
    }
}

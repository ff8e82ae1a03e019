# Builds in one stage, takes the jar apart in layers that seldom change, runs as a user without rights.
FROM maven:3-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
# An empty build fetches what the pom asks for, without what only checks need, with the native libraries of this platform.
RUN mvn -B -ntp -P '!checks' -Dspring-boot.repackage.skip package
COPY src src
RUN mvn -B -ntp -P '!checks' package \
    && java -Djarmode=tools -jar target/backflow-*.jar extract --layers --launcher --destination /layers

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /backflow backflow \
    && mkdir -p /backflow/data && chown backflow /backflow/data
WORKDIR /backflow
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
USER 10001
ENV SERVER_ADDRESS=0.0.0.0 BACKFLOW_DATA=/backflow/data
VOLUME /backflow/data
EXPOSE 8080
# Asks for a list, so that the database is asked as well; bash does it because the image has no HTTP client.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /api/v1/runs?page_size=1 HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
# exec form: SIGTERM reaches the service, which then puts running work back into the queue.
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]

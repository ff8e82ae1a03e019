# Builds the service, unpacks it, and lets it train the tutorial once, so that it starts fast and trains at full speed
# from the first run on. Runs as a user without rights, on a read-only root file system too.
#   docker build .                        Java 25, with an AOT cache of classes, their profiles and their links
#   docker build --build-arg JAVA=17 .    or any Java from 17 on, below 25 with an archive of classes (CDS) only
ARG JAVA=25
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
# An empty build fetches what the pom asks for, without what only checks need, with the native libraries of this platform.
RUN mvn -B -ntp -P '!checks' -Dspring-boot.repackage.skip package
COPY src src
COPY docker/image docker/image
# Laid out as libraries beside a small jar, which is what Java can keep archives of; native libraries unpacked, but for
# those of LAPACK, which nothing here calls: 48 MB. Without the link JavaCPP would make it in a cache of its own, from which
# nothing may be executed.
RUN mvn -B -ntp -P '!checks' package \
    && cp target/backflow-*[0-9].jar backflow.jar \
    && java -Djarmode=tools -jar backflow.jar extract --layers --destination /layers \
    && javac --release 17 -d /tutorial docker/image/Tutorial.java \
    && mkdir /natives && cd /natives \
    && for archive in /layers/dependencies/lib/openblas-*-*-*-*.jar /layers/dependencies/lib/javacpp-*-*-*.jar; do \
           jar xf "$archive"; \
       done \
    && mkdir flat && find org -name '*.so*' ! -name 'libjniopenblas.so' ! -name 'libjniopenblas_full.so' -exec mv {} flat/ \; \
    && ln -s libopenblas.so.0 flat/libopenblas_nolapack.so.0

FROM eclipse-temurin:${JAVA}-jre AS service
RUN useradd --system --uid 10001 --home-dir /backflow backflow \
    && mkdir -p /backflow/data && chown backflow /backflow/data
WORKDIR /backflow
COPY --from=build /natives/flat/ natives/
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
COPY docker/image/java.args docker/image/health.sh ./
# Other machines reach the service, so callers need a token; the first is in the output of the first start.
ENV BACKFLOW_AUTH=token SERVER_ADDRESS=0.0.0.0 MANAGEMENT_SERVER_ADDRESS=0.0.0.0 BACKFLOW_DATA=/backflow/data

# The service of the image itself trains the tutorial, and ends: then Java writes down what it has learned.
FROM service AS trained
COPY --from=build /tutorial/ /tutorial/
COPY docker/image/learn.sh /learn.sh
RUN bash /learn.sh

FROM service
COPY --from=trained /backflow/learned/ ./
USER 10001
VOLUME /backflow/data
EXPOSE 8080 8081
# Whether the process is alive: a database that is away makes the service wait, not die. bash, as there is no HTTP client.
HEALTHCHECK --interval=10s --timeout=5s --retries=6 --start-period=600s CMD ["bash", "/backflow/health.sh"]
# exec form: SIGTERM reaches the service, which then puts running work back into the queue.
ENTRYPOINT ["java", "@java.args", "@learned.args", "-jar", "backflow.jar"]

# Asks the management port whether the service is alive.
exec 3<>"/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-8081}" || exit 1
printf 'GET /actuator/health/liveness HTTP/1.0\r\n\r\n' >&3
head -n 1 <&3 | grep -q ' 200'

# Starts the service as the image does, lets it train the tutorial, and keeps in learned/ what Java has learned.
set -euo pipefail
cd /backflow
mkdir learned
BACKFLOW_DATA=$(mktemp -d)
export BACKFLOW_DATA BACKFLOW_WELCOME=false BACKFLOW_AUTH=none SERVER_ADDRESS=127.0.0.1
version=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
if [ "$version" -ge 25 ]; then
    learn=-XX:AOTCacheOutput=/backflow/learned/backflow.aot
    use="-XX:AOTCache=/backflow/backflow.aot"
else
    learn=-XX:ArchiveClassesAtExit=/backflow/learned/backflow.jsa
    use="-XX:SharedArchiveFile=/backflow/backflow.jsa"
fi
java @java.args "$learn" -jar backflow.jar &
service=$!
java -cp /tutorial Tutorial
kill -TERM $service
wait $service || [ $? -eq 143 ] # ended by the signal
echo "$use" >learned/learned.args
ls -l learned

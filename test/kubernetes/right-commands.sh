kubectl get pods
kubectl get pod web
kubectl get po,svc,deploy -n shop
kubectl get pods -A -o wide
kubectl get pods --all-namespaces --field-selector=status.phase!=Running
kubectl get pods -l 'app in (web, api),tier!=cache'
kubectl get pods -l app=web,release=stable --show-labels
kubectl get pods -l '!canary' -L app,version
kubectl get pods --sort-by=.metadata.creationTimestamp
kubectl get pods -o jsonpath='{.items[*].metadata.name}'
kubectl get pods -o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.status.podIP}{"\n"}{end}'
kubectl get pods -o=custom-columns=NAME:.metadata.name,NODE:.spec.nodeName
kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}{{"\n"}}{{end}}'
kubectl get pod POD -o yaml
kubectl get pod/web deployment/api service/db
kubectl get all -n kube-system
kubectl get deployments.apps web
kubectl get deployments.v1.apps
kubectl get certificates.cert-manager.io -A
kubectl get ingressclasses,storageclasses
kubectl get sc,pv,pvc
kubectl get cm CONFIGMAP -o jsonpath='{.data.app\.properties}'
kubectl get secret SECRET -o jsonpath='{.data.password}' | base64 -d
kubectl get events --sort-by=.lastTimestamp -w
kubectl get nodes -o custom-columns='NAME:.metadata.name,CPU:.status.capacity.cpu'
kubectl get --raw /healthz
kubectl get --raw='/readyz?verbose'
kubectl get -f app.yaml -o name
kubectl get -k overlays/prod
kubectl get pods --watch --output-watch-events
kubectl get ep,endpointslices
kubectl get hpa web --watch
kubectl get crd
kubectl get pods --no-headers | wc -l
kubectl get pods -n "$NAMESPACE" -o name
kubectl get pods --chunk-size=200 --ignore-not-found
kubectl get rs -o wide -w
kubectl get quota,limits -n NAMESPACE
kubectl get netpol -A
kubectl get pdb,sa,role,rolebinding
kubectl get csr
kubectl get priorityclasses
kubectl get pod web --subresource=status
kubectl get volumesnapshots
kubectl get httproutes,gateways
kubectl -n shop get pods
kubectl --context=staging get nodes
kubectl --kubeconfig ~/.kube/other get ns
kubectl --as=system:serviceaccount:shop:reader get pods
kubectl describe pod POD
kubectl describe pods -l app=web
kubectl describe node/NODE
kubectl describe svc SERVICE -n NAMESPACE
kubectl describe -f app.yaml
kubectl describe deploy web --show-events=false
kubectl describe pvc
kubectl logs POD
kubectl logs -f POD -c CONTAINER
kubectl logs POD --previous --tail=50
kubectl logs deployment/DEPLOYMENT --all-containers --prefix
kubectl logs -l app=web --tail=-1 --max-log-requests=10
kubectl logs POD --since=1h30m --timestamps
kubectl logs POD --since-time=2026-01-31T08:00:00Z
kubectl logs job/JOB -n NAMESPACE
kubectl logs POD CONTAINER
kubectl logs ds/DAEMONSET --ignore-errors
kubectl exec POD -- ls /
kubectl exec -it POD -- sh
kubectl exec -it POD -c CONTAINER -- /bin/bash
kubectl exec deploy/web -- env
kubectl exec -n NAMESPACE -ti POD -- sh -c 'echo $HOSTNAME'
kubectl exec svc/web -- date
kubectl attach POD -c CONTAINER -it
kubectl port-forward POD 8080:80
kubectl port-forward service/SERVICE 8080:80 8443:443
kubectl port-forward --address 0.0.0.0 deploy/web :http
kubectl cp POD:/var/log/app.log ./app.log
kubectl cp ./config.yaml NAMESPACE/POD:/etc/app/config.yaml -c CONTAINER
kubectl debug POD -it --image=busybox:1.37 --target=CONTAINER
kubectl debug POD -it --image=ubuntu --share-processes --copy-to=POD-debug
kubectl debug node/NODE -it --image=busybox:1.37 --profile=sysadmin
kubectl debug POD --copy-to=POD-debug --set-image=app=busybox:1.37
kubectl top pod POD --containers
kubectl top pods -A --sort-by=memory
kubectl top node NODE
kubectl top nodes -l node-role.kubernetes.io/worker=
kubectl events --for pod/POD
kubectl events -A --types=Warning --watch
kubectl apply -f app.yaml
kubectl apply -f https://example.com/app.yaml
kubectl apply -f manifests/ -R
kubectl apply -k overlays/prod
kubectl apply -f - --dry-run=server
kubectl apply --server-side --force-conflicts -f app.yaml
kubectl apply -f app.yaml --prune -l app=web
kubectl apply -f app.yaml --validate=strict --wait
kubectl apply view-last-applied deployment/web
kubectl apply edit-last-applied deployment web
kubectl apply set-last-applied -f app.yaml --create-annotation
kubectl diff -f app.yaml
kubectl diff -k overlays/prod --server-side
kubectl replace -f app.yaml
kubectl replace --force -f app.yaml
kubectl create -f app.yaml --save-config
kubectl create namespace shop
kubectl create ns shop --dry-run=client -o yaml
kubectl create deployment web --image=nginx:1.29 --replicas=3 --port=80
kubectl create deployment web --image=busybox:1.37 -- sleep 3600
kubectl create job backup --image=busybox:1.37 -- sh -c 'date'
kubectl create job backup-now --from=cronjob/backup
kubectl create cronjob backup --image=busybox:1.37 --schedule='0 3 * * *' -- date
kubectl create configmap app --from-literal=LEVEL=debug --from-file=app.properties
kubectl create cm app --from-env-file=.env
kubectl create secret generic db --from-literal=password=s3cret
kubectl create secret tls web --cert=tls.crt --key=tls.key
kubectl create secret docker-registry pull --docker-server=registry.example.com --docker-username=me --docker-password=secret
kubectl create service clusterip web --tcp=80:8080
kubectl create service clusterip web --clusterip=None
kubectl create service nodeport web --tcp=80:http --node-port=30080
kubectl create svc externalname db --external-name=db.example.com
kubectl create ingress web --class=nginx --rule='shop.example.com/*=web:80,tls=shop-tls'
kubectl create ingress web --default-backend=web:80
kubectl create role reader --verb=get,list,watch --resource=pods,pods/log
kubectl create clusterrole reader --verb=get --resource=nodes,deployments.apps
kubectl create clusterrole health --verb=get --non-resource-url=/healthz
kubectl create rolebinding readers --role=reader --serviceaccount=shop:app
kubectl create rolebinding admins --clusterrole=admin --user=jane --group=ops
kubectl create clusterrolebinding ops --clusterrole=cluster-admin --group=ops
kubectl create serviceaccount app
kubectl create token app --duration=1h
kubectl create quota small --hard=cpu=4,memory=8Gi,pods=20
kubectl create pdb web --selector=app=web --min-available=1
kubectl create poddisruptionbudget web --selector=app=web --max-unavailable=25%
kubectl create priorityclass high --value=1000 --description='urgent work'
kubectl run web --image=nginx:1.29 --port=80 --labels=app=web,tier=front
kubectl run -it --rm tmp --image=busybox:1.37 --restart=Never -- nslookup kubernetes
kubectl run tmp --image=busybox:1.37 --env=LEVEL=debug --command -- sleep 60
kubectl run tmp --image=nginx --overrides='{"spec": {"nodeName": "node-1"}}'
kubectl expose deployment web --port=80 --target-port=8080 --type=NodePort
kubectl expose pod web --name=web --port=80
kubectl expose svc web --port=443 --name=web-https
kubectl edit deployment/web
kubectl edit cm app -n shop
kubectl patch deployment web -p '{"spec": {"replicas": 3}}'
kubectl patch svc web --type=json -p='[{"op": "replace", "path": "/spec/type", "value": "NodePort"}]'
kubectl patch pod POD --type=merge --patch-file=patch.yaml
kubectl patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'
kubectl label pod POD tier=front
kubectl label pods --all env=test --overwrite
kubectl label nodes NODE disktype-
kubectl label node NODE node-role.kubernetes.io/worker=
kubectl annotate deployment/web kubernetes.io/change-cause='image 1.29'
kubectl annotate pods POD description-
kubectl annotate -f app.yaml owner=shop
kubectl scale deployment web --replicas=5
kubectl scale --replicas=0 deployment/web statefulset/db
kubectl scale --current-replicas=2 --replicas=3 rs/web
kubectl autoscale deployment web --min=2 --max=10 --cpu-percent=80
kubectl autoscale deployment/web --max=5 --cpu=70%
kubectl set image deployment/web nginx=nginx:1.29
kubectl set image deployment web '*=nginx:1.29'
kubectl set image daemonset ds app=app:2 sidecar=sidecar:1
kubectl set env deployment/web LEVEL=debug OLD-
kubectl set env deployment/web --from=configmap/app --prefix=APP_
kubectl set env deployment/web --list
kubectl set resources deployment web --limits=cpu=200m,memory=512Mi --requests=cpu=100m,memory=256Mi
kubectl set serviceaccount deployment web app
kubectl set subject rolebinding readers --user=jane
kubectl set selector service web app=web
kubectl rollout status deployment/web --timeout=2m
kubectl rollout restart deployment web
kubectl rollout restart daemonset,statefulset -l app=web
kubectl rollout history deployment/web --revision=2
kubectl rollout undo deployment/web --to-revision=2
kubectl rollout pause deploy/web
kubectl rollout resume deploy/web
kubectl delete pod POD
kubectl delete pod,service baz foo
kubectl delete pods --all -n test
kubectl delete pod POD --grace-period=0 --force
kubectl delete -f app.yaml --ignore-not-found
kubectl delete deployment -l app=web --cascade=orphan
kubectl delete ns NAMESPACE --wait=false
kubectl delete pods --field-selector=status.phase=Failed -A
kubectl drain NODE --ignore-daemonsets --delete-emptydir-data
kubectl drain -l pool=old --ignore-daemonsets --timeout=10m --dry-run=server
kubectl cordon NODE
kubectl uncordon NODE
kubectl taint nodes NODE dedicated=gpu:NoSchedule
kubectl taint node NODE dedicated:NoExecute-
kubectl taint nodes --all node-role.kubernetes.io/control-plane-
kubectl wait pod/POD --for=condition=Ready --timeout=60s
kubectl wait --for=delete pod/POD --timeout=1m
kubectl wait --for=jsonpath='{.status.phase}'=Running pod -l app=web
kubectl wait --for=create configmap/app
kubectl wait job/JOB --for condition=complete
kubectl explain pod.spec.containers
kubectl explain deployments --recursive --api-version=apps/v1
kubectl explain cronjob.spec.schedule --output=plaintext-openapiv2
kubectl api-resources --namespaced=true -o name
kubectl api-resources --api-group=apps --verbs=list,get
kubectl api-versions
kubectl cluster-info
kubectl cluster-info dump --output-directory=/tmp/dump
kubectl version --client
kubectl version -o json
kubectl auth can-i create pods
kubectl auth can-i '*' '*' --all-namespaces
kubectl auth can-i get pods/log --as=jane -n shop
kubectl auth can-i get /healthz
kubectl auth can-i --list
kubectl auth whoami
kubectl auth reconcile -f rbac.yaml
kubectl certificate approve CSR
kubectl certificate deny -f csr.yaml
kubectl config get-contexts
kubectl config use-context staging
kubectl config set-context --current --namespace=shop
kubectl config set-context dev --cluster=dev --user=me
kubectl config set-cluster dev --server=https://1.2.3.4:6443 --certificate-authority=ca.crt
kubectl config set-credentials me --client-certificate=me.crt --client-key=me.key
kubectl config view --minify --flatten -o yaml
kubectl config current-context
kubectl config rename-context old new
kubectl config unset users.me
kubectl kustomize overlays/prod | kubectl apply -f -
kubectl proxy --port=8001
kubectl completion bash
kubectl plugin list
kubectl options
kubectl help create
kubectl get pods --help
source <(kubectl completion bash)
for pod in $(kubectl get pods -o name); do kubectl logs "$pod" --tail=5; done
kubectl get pods -o name | xargs -r kubectl delete
kubectl get po -A | grep -v Running | awk '{print $1, $2}'
watch -n 5 kubectl get pods
sudo kubectl --kubeconfig=/etc/kubernetes/admin.conf get nodes
minikube kubectl -- get pods -A
k3s kubectl get nodes
export NAME=$(kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}') && kubectl exec "$NAME" -- date
kubectl get pods -o json | jq -r '.items[].metadata.name'
timeout 30 kubectl wait pod/web --for=condition=Ready
bash -c 'kubectl get pods && kubectl get svc'
KUBECONFIG=a:b kubectl config view --flatten > merged
kubectl run load --image=busybox:1.37 -- /bin/sh -c 'while true; do wget -q -O- http://web; done'
kubectl delete pod $(kubectl get pods -o name | head -1)
docker run nginx
docker run -d --name web -p 8080:80 nginx:1.29
docker run --rm -it -v "$PWD":/work -w /work alpine:3.22 sh
docker run -e LEVEL=debug --env-file .env --restart unless-stopped web:1
docker run --memory=512m --cpus=1.5 --pids-limit=100 web:1
docker run --network=host --cap-add NET_ADMIN --privileged alpine ip addr
docker run --restart=on-failure:5 --log-opt max-size=10m web
docker run --entrypoint sh image:1 -c 'ls -l'
docker run --mount type=bind,source=/data,target=/data --read-only web
docker run -p 127.0.0.1:8080:80/tcp -p 53:53/udp web
docker run --net mynet --user 1000:1000 --init web
docker run --health-cmd='curl -f http://localhost' --health-interval=30s web
docker create --name web nginx
docker ps -a
docker ps --filter status=exited --format '{{.Names}}' -q
docker container ls --all --no-trunc
docker images
docker image ls --filter dangling=true
docker build -t web:1 .
docker build -f Dockerfile.prod --build-arg VERSION=1.2 --target build --no-cache -t registry.example.com/web:1 .
docker buildx build --platform linux/amd64,linux/arm64 --push -t registry.example.com/web:1 .
docker buildx ls
docker pull nginx:1.29
docker pull registry.example.com:5000/team/web@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
docker push registry.example.com/web:1
docker tag web:1 registry.example.com/web:1
docker login registry.example.com -u me --password-stdin
docker logout
docker logs -f --tail 100 web
docker logs --since 10m -t CONTAINER
docker exec -it web sh
docker exec -u root -w /tmp -e A=b web env
docker inspect web
docker inspect -f '{{.State.ExitCode}}' CONTAINER
docker image inspect nginx --format '{{.Config.Cmd}}'
docker stop web
docker stop -t 30 web db
docker start -a web
docker restart web
docker kill -s HUP web
docker rm -f web
docker rm -v $(docker ps -aq)
docker rmi nginx:1.29
docker image prune -a
docker system prune --volumes
docker system df -v
docker volume create data
docker volume ls
docker volume rm data
docker network create --driver bridge mynet
docker network connect mynet web
docker network inspect mynet
docker cp web:/etc/nginx/nginx.conf .
docker cp ./page.html web:/usr/share/nginx/html/
docker commit web web:debug
docker save -o web.tar web:1
docker load -i web.tar
docker history --no-trunc web:1
docker stats --no-stream
docker top web -ef
docker port web 80
docker diff web
docker update --memory 1g --memory-swap 2g web
docker rename web old
docker events --since 1h --filter type=container
docker info
docker version --format '{{.Server.Version}}'
docker context use default
docker compose up -d --build
docker compose -f compose.yaml -p shop down -v
docker compose logs -f web
docker compose exec web sh
docker compose run --rm web npm test
docker compose ps
docker search nginx --limit 5
docker wait web
docker pause web
docker export web -o web.tar
docker -H tcp://1.2.3.4:2376 ps
helm install web ./chart
helm install web bitnami/nginx --version 15.0.0 -n shop --create-namespace
helm install bitnami/nginx --generate-name
helm install web oci://registry.example.com/charts/web --version 1.2.3 --wait --timeout 5m
helm install web ./chart -f values.yaml -f prod.yaml --set image.tag=1.2,replicas=3
helm install web ./chart --dry-run --debug
helm upgrade web ./chart
helm upgrade --install web ./chart -n shop --atomic --set-string version=1.0
helm upgrade web ./chart --reuse-values --set replicas=2
helm upgrade web ./chart --dry-run=server
helm upgrade web ./chart --rollback-on-failure
helm upgrade web ./chart --set-file config=app.yaml --set-json 'limits={"cpu":"1"}'
helm rollback web
helm rollback web 2 --wait
helm uninstall web -n shop --keep-history
helm uninstall RELEASE --ignore-not-found
helm list -A
helm ls -n shop --failed -o json
helm history web --max 10
helm status web
helm get values web --all
helm get manifest web | kubectl apply --dry-run=server -f -
helm get all web --revision 2
helm get notes web
helm repo add bitnami https://charts.bitnami.com/bitnami
helm repo update
helm repo list
helm repo remove bitnami
helm search repo nginx --versions
helm search hub prometheus
helm show values bitnami/nginx
helm show chart ./chart
helm template web ./chart -f values.yaml --namespace shop
helm template ./chart --show-only templates/deployment.yaml
helm lint ./chart --strict
helm create mychart
helm package ./chart --version 1.2.3 -d dist
helm push mychart-1.2.3.tgz oci://registry.example.com/charts
helm pull bitnami/nginx --untar
helm registry login registry.example.com -u me --password-stdin
helm dependency update ./chart
helm dep build
helm test web --logs
helm plugin list
helm version --short
helm env
helm --kube-context staging list

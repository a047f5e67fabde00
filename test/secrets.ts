/** Secrets of every kind that `mask` knows, each as an arbitrary: the text it may stand in, and the secret itself. */
import fc from 'fast-check'

export type Planted = { text: string; secret: string }

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
const DIGITS = '0123456789'
const HEX = `${DIGITS}abcdef`
const WORD = `${LOWER}${UPPER}${DIGITS}`

const of = (letters: string, min: number, max = min): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: min, maxLength: max })

/** A token that shows what it is: parts joined. */
const token = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<Planted> =>
  fc
    .tuple(...parts.map(part => (typeof part === 'string' ? fc.constant(part) : part)))
    .map(made => ({ text: made.join(''), secret: made.join('') }))

/** A secret that only its surroundings give away. */
const placed = (
  secret: fc.Arbitrary<string>,
  ...places: ((secret: string) => string)[]
): fc.Arbitrary<Planted> =>
  fc
    .tuple(secret, fc.constantFrom(...places))
    .map(([value, place]) => ({ text: place(value), secret: value }))

/** A password as people choose them; long enough that no other word of a text holds it by chance. */
const password = of(`${WORD}!#%^*_+.~-@$&?`, 10, 30).filter(word => /[A-Za-z]\d|\d[A-Za-z]/.test(word))
const base64 = of(`${WORD}+/`, 12, 60).filter(text => /\d/.test(text))
const jwt = fc
  .tuple(of(`${WORD}_-`, 10, 60), of(`${WORD}_-`, 10, 80), of(`${WORD}_-`, 10, 60))
  .map(parts => `eyJ${parts.join('.')}`)
const pem = (label: string): fc.Arbitrary<Planted> =>
  fc.array(of(`${WORD}+/`, 64), { minLength: 2, maxLength: 5 }).map(lines => ({
    text: `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----`,
    secret: lines[0] ?? '',
  }))

export const PLANTED: Record<string, fc.Arbitrary<Planted>> = {
  'RSA key': pem('RSA PRIVATE KEY'),
  'PKCS#8 key': pem('PRIVATE KEY'),
  'OpenSSH key': pem('OPENSSH PRIVATE KEY'),
  'PGP key': pem('PGP PRIVATE KEY BLOCK'),
  certificate: pem('CERTIFICATE'),
  'age key': token('AGE-SECRET-KEY-1', of(`${UPPER}${DIGITS}`, 58)),
  JWT: jwt.map(text => ({ text, secret: text })),
  'bootstrap token': token(of(`${LOWER}${DIGITS}`, 6), '.', of(`${LOWER}${DIGITS}`, 16)),
  'OpenShift token': token('sha256~', of(`${WORD}_-`, 43)),
  'Rancher token': token('token-', of(`${LOWER}${DIGITS}`, 5), ':', of(`${LOWER}${DIGITS}`, 54)),
  'AWS access key': token('AKIA', of(`${UPPER}${DIGITS}`, 16)),
  'AWS secret key': placed(
    of(`${WORD}/+`, 40),
    secret => `AWS_SECRET_ACCESS_KEY=${secret}`,
    secret => `aws_secret_access_key = ${secret}`,
  ),
  'Google API key': token('AIza', of(`${WORD}_-`, 35)),
  'Google OAuth token': token('ya29.', of(`${WORD}_-`, 60)),
  'Google client secret': token('GOCSPX-', of(`${WORD}_-`, 28)),
  'Azure client secret': token(of(WORD, 3), '8Q~', of(`${WORD}_~.-`, 34)),
  'Azure storage key': placed(
    of(`${WORD}+/`, 86).map(key => `${key}==`),
    secret => `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${secret};EndpointSuffix=x`,
  ),
  'GitHub token': token(fc.constantFrom('ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'), of(WORD, 36)),
  'GitHub fine-grained token': token('github_pat_', of(WORD, 22), '_', of(WORD, 59)),
  'GitLab token': token(fc.constantFrom('glpat-', 'gldt-', 'glrt-', 'glagent-'), of(`${WORD}_-`, 20)),
  'Bitbucket token': token('ATBB', of(WORD, 32)),
  'Slack bot token': token('xoxb-', of(DIGITS, 11), '-', of(DIGITS, 12), '-', of(WORD, 24)),
  'Slack app token': token('xapp-1-', of(`${UPPER}${DIGITS}`, 11), '-', of(DIGITS, 13), '-', of(HEX, 64)),
  'Slack webhook': placed(
    of(WORD, 24),
    secret => `https://hooks.slack.com/services/T012AB3CD/B012AB3CD/${secret}`,
  ),
  'Discord token': token('M', of(WORD, 23), '.', of(`${WORD}_-`, 6), '.', of(`${WORD}_-`, 38)),
  'Discord webhook': placed(
    of(`${WORD}_-`, 68),
    secret => `https://discord.com/api/webhooks/123456789012/${secret}`,
  ),
  'Stripe key': token(fc.constantFrom('sk_live_', 'rk_test_'), of(WORD, 24, 90)),
  'npm token': token('npm_', of(WORD, 36)),
  'PyPI token': token('pypi-', of(`${WORD}_-`, 90)),
  'RubyGems key': token('rubygems_', of(HEX, 48)),
  'Docker Hub token': token('dckr_pat_', of(`${WORD}_-`, 27)),
  'DigitalOcean token': token('dop_v1_', of(HEX, 64)),
  'Vault token': token('hvs.', of(`${WORD}_-`, 24, 90)),
  'Terraform token': token(of(WORD, 14), '.atlasv1.', of(`${WORD}_-`, 67)),
  'SendGrid key': token('SG.', of(`${WORD}_-`, 22), '.', of(`${WORD}_-`, 43)),
  'Twilio key': token('SK', of(HEX, 32)),
  'AI key': token('sk-', of(`${WORD}_-`, 32, 90)),
  'Hugging Face token': token('hf_', of(WORD, 34)),
  'Databricks token': token('dapi', of(HEX, 32)),
  'Grafana token': token('glsa_', of(WORD, 32), '_', of(HEX, 8)),
  'New Relic key': token('NRAK-', of(`${UPPER}${DIGITS}`, 27)),
  'Telegram token': token(of('123456789', 9), ':AA', of(`${WORD}_-`, 33)),
  'Shopify token': token('shpat_', of(HEX, 32)),
  'Tailscale key': token('tskey-auth-', of(WORD, 12), '-', of(WORD, 24)),
  'Notion token': token('ntn_', of(WORD, 40)),
  'bearer header': placed(
    of(`${WORD}_.-`, 20, 60),
    secret => `curl -H "Authorization: Bearer ${secret}" https://example.com`,
    secret => `authorization: bearer ${secret}`,
  ),
  'basic header': placed(base64, secret => `-H 'Authorization: Basic ${secret}'`),
  cookie: placed(of(WORD, 20), secret => `Cookie: session=${secret}; theme=dark`),
  'password in an address': placed(
    of(`${WORD}!%^*_+~-`, 8, 30),
    secret => `postgres://admin:${secret}@db.example.com:5432/app`,
    secret => `https://bot:${secret}@registry.example.com/v2/`,
    secret => `redis://:${secret}@cache:6379`,
  ),
  'token in an address': placed(of(WORD, 16), secret => `https://example.com/a?x=1&access_token=${secret}`),
  'variable of the environment': placed(
    password,
    secret => `DB_PASSWORD=${secret}`,
    secret => `export MYSQL_ROOT_PASSWORD="${secret}"`,
    secret => `API_KEY='${secret}'`,
  ),
  'YAML value': placed(
    password,
    secret => `auth:\n  user: me\n  password: ${secret}\n`,
    secret => `clientSecret: "${secret}"`,
    secret => `- token: '${secret}'`,
  ),
  'variable of a container': placed(
    password,
    secret => `env:\n  - name: DB_PASSWORD\n    value: ${secret}\n  - name: MODE\n    value: fast`,
    secret => `{"env":[{"name":"API_TOKEN","value":"${secret}"}]}`,
  ),
  'block of YAML': placed(password, secret => `password: |\n  ${secret}\nuser: me`),
  'JSON value': placed(
    password,
    secret => JSON.stringify({ a: { password: secret, user: 'me' } }),
    secret => JSON.stringify({ note: JSON.stringify({ token: secret }) }),
  ),
  'data of a Secret': placed(
    base64,
    secret => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  user: ${secret}\ntype: Opaque`,
    secret => `apiVersion: v1\nstringData:\n  user: ${secret}\nkind: Secret`,
    secret => `{"kind":"Secret","apiVersion":"v1","data":{"user":"${secret}"}}`,
    secret => `items:\n- apiVersion: v1\n  data:\n    user: ${secret}\n  kind: Secret`,
  ),
  'registry login': placed(base64, secret => `{"auths":{"registry.example.com":{"auth":"${secret}"}}}`),
  kubeconfig: placed(
    base64,
    secret => `users:\n- name: me\n  user:\n    client-key-data: ${secret}`,
    secret => `    token: ${secret}`,
  ),
  flag: placed(
    of(`${WORD}!%^*_+~`, 8, 30),
    secret => `kubectl create secret docker-registry r --docker-password=${secret} --docker-server=x`,
    secret => `helm install x --set auth.password=${secret}`,
    secret => `vault login --token ${secret}`,
    secret => `kubectl create secret generic s --from-literal=user=${secret}`,
    secret => `curl -u admin:${secret} https://example.com`,
    secret => `docker login -u me -p ${secret} registry.example.com`,
    secret => `mysql -u root -p${secret} shop`,
  ),
  sentence: placed(password, secret => `my password is ${secret} and it does not work`),
  'something long and random': placed(
    of(`${WORD}+/`, 44, 88).filter(text => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)),
    secret => `what is ${secret} in my logs`,
  ),
}

// usage: node read_mails.js FOLDER NAME: every .eml there, as npm's mailparser reads it, against the .subject, .txt and .html beside it.
// NAME is what a reader should see as the customer's name in mails to customers.
'use strict'
const fs = require('fs')
const path = require('path')
const { simpleParser } = require('mailparser')

const [folder, name] = process.argv.slice(2)
const lines = (text) => (text || '').replace(/\r\n/g, '\n').trimEnd()
const blanks = (text) => (text || '').replace(/\s+/g, ' ').trim() // a reader may show a no-break space as any other

async function read(file) {
	const beside = (ending) => fs.readFileSync(path.join(folder, file.replace(/eml$/, ending)), 'utf8')
	const mail = await simpleParser(fs.readFileSync(path.join(folder, file)), { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true })
	const wrong = []
	const same = (what, got, want) => got === want || wrong.push(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`)
	const to = mail.to.value
	same('subject', blanks(mail.subject), blanks(beside('subject')))
	same('text', lines(mail.text), lines(beside('txt')))
	same('html', lines(mail.html), lines(beside('html')))
	same('recipients', to.length, 1)
	same('senders', mail.from.value.length, 1)
	same('attachments', mail.attachments.length, 0)
	same('auto-submitted', mail.headers.get('auto-submitted'), 'auto-generated')
	same('other receivers', [mail.cc, mail.bcc].filter(Boolean).length, 0)
	same('a date', mail.date instanceof Date && !isNaN(mail.date), true)
	same('message-id', /^<[0-9a-f]{24,32}@[a-z.]+>$/.test(mail.messageId), true)
	if (to[0].name !== '') same('name', to[0].name, name)
	same('language', mail.headers.get('content-language'), file.slice(0, 2))
	wrong.forEach((text) => console.log(`${file}: ${text}`))
	return wrong.length
}

(async () => {
	const files = fs.readdirSync(folder).filter((file) => file.endsWith('.eml'))
	let wrong = files.length === 0 ? 1 : 0
	for (const file of files) wrong += await read(file)
	console.log(`${files.length} mails`)
	process.exit(wrong === 0 ? 0 : 1)
})()

//! What people would use instead: string distances over every phrasing, a full
//! text index, a database's trigrams.

use rapidfuzz::fuzz;
use rusqlite::Connection;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenStream;
use tantivy::{Index, IndexReader, Term, doc};

/// A peer: what it finds for a question does not matter here, only when.
pub trait Peer {
    /// Its name.
    fn name(&self) -> String;
    /// Finds the best phrasing.
    fn ask(&mut self, question: &str);
}

/// rapidfuzz's ratio (the normalised indel similarity) over all phrasings.
pub struct Ratio(pub Vec<String>);

impl Peer for Ratio {
    fn name(&self) -> String {
        "rapidfuzz ratio".into()
    }

    fn ask(&mut self, question: &str) {
        let scorer = fuzz::RatioBatchComparator::new(question.chars());
        let best = self.0.iter().map(|phrasing| scorer.similarity(phrasing.chars())).fold(0.0, f64::max);
        std::hint::black_box(best);
    }
}

/// tantivy, stemmed; `fuzzy` adds every term with one edit allowed.
pub struct Tantivy {
    index: Index,
    reader: IndexReader,
    fuzzy: bool,
}

impl Tantivy {
    /// Indexes the phrasings in memory.
    ///
    /// # Errors
    ///
    /// What tantivy says.
    pub fn new(phrasings: &[String], fuzzy: bool) -> anyhow::Result<Self> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(IndexRecordOption::WithFreqs);
        schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        schema.add_u64_field("at", STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 200_000_000)?;
        let (text, at) = (index.schema().get_field("text")?, index.schema().get_field("at")?);
        for (number, phrasing) in phrasings.iter().enumerate() {
            writer.add_document(doc!(text => phrasing.as_str(), at => number as u64))?;
        }
        writer.commit()?;
        let reader = index.reader()?;
        Ok(Self { index, reader, fuzzy })
    }

    fn find(&self, question: &str) -> anyhow::Result<usize> {
        let field = self.index.schema().get_field("text")?;
        let mut tokenizer = self.index.tokenizer_for_field(field)?;
        let mut stream = tokenizer.token_stream(question);
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        while stream.advance() {
            let term = Term::from_field_text(field, &stream.token().text);
            let query: Box<dyn Query> = if self.fuzzy {
                Box::new(FuzzyTermQuery::new(term, 1, true))
            } else {
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            };
            clauses.push((Occur::Should, query));
        }
        let found = self.reader.searcher().search(&BooleanQuery::new(clauses), &TopDocs::with_limit(10))?;
        Ok(found.len())
    }
}

impl Peer for Tantivy {
    fn name(&self) -> String {
        if self.fuzzy { "tantivy fuzzy (1)".into() } else { "tantivy BM25".into() }
    }

    fn ask(&mut self, question: &str) {
        std::hint::black_box(self.find(question).unwrap_or_default());
    }
}

/// SQLite's FTS5 with trigrams, in memory.
pub struct Fts5(Connection);

impl Fts5 {
    /// Indexes the phrasings.
    ///
    /// # Errors
    ///
    /// What SQLite says.
    pub fn new(phrasings: &[String]) -> anyhow::Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch("CREATE VIRTUAL TABLE p USING fts5(text, tokenize = 'trigram')")?;
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare("INSERT INTO p (text) VALUES (?)")?;
            for phrasing in phrasings {
                insert.execute([phrasing])?;
            }
        }
        transaction.commit()?;
        Ok(Self(connection))
    }
}

impl Peer for Fts5 {
    fn name(&self) -> String {
        "SQLite FTS5 trigram".into()
    }

    fn ask(&mut self, question: &str) {
        let words: Vec<String> =
            question.split_whitespace().filter(|w| w.len() > 2).map(|w| format!("\"{w}\"")).collect();
        let found: Result<i64, _> = self
            .0
            .prepare_cached("SELECT rowid FROM p WHERE p MATCH ? ORDER BY rank LIMIT 1")
            .and_then(|mut select| select.query_row([words.join(" OR ")], |row| row.get(0)));
        let _ = std::hint::black_box(found);
    }
}

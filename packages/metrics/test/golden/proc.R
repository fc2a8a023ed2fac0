# Golden values by R's pROC (Debian: r-base-core, r-cran-proc, r-cran-jsonlite): DeLong's variance, interval and
# paired test. Writes proc.json beside binary.csv. Run in this directory: Rscript proc.R
suppressPackageStartupMessages({
  library(pROC)
  library(jsonlite)
})

one <- function(rows) {
  roc_of <- function(score) {
    roc(rows$label, score, levels = c(0, 1), direction = "<", quiet = TRUE)
  }
  candidate <- roc_of(rows$candidate)
  baseline <- roc_of(rows$baseline)
  side <- function(curve) {
    list(
      auc = as.numeric(auc(curve)),
      var = var(curve, method = "delong"),
      ci = as.numeric(ci.auc(curve, method = "delong", conf.level = 0.95))[c(1, 3)]
    )
  }
  test <- roc.test(candidate, baseline, paired = TRUE, method = "delong", conf.level = 0.95)
  list(
    candidate = side(candidate),
    baseline = side(baseline),
    covariance = cov(candidate, baseline, method = "delong"),
    z = as.numeric(test$statistic),
    p = test$p.value,
    changeInterval = as.numeric(test$conf.int)
  )
}

rows <- read.csv("binary.csv")
golden <- list(all = one(rows))
for (site in sort(unique(rows$site))) {
  golden[[paste0("site=", site)]] <- one(rows[rows$site == site, ])
}
golden$pROC <- as.character(packageVersion("pROC"))
write(toJSON(golden, auto_unbox = TRUE, digits = NA, pretty = 1), "proc.json")

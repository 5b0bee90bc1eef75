/** The English catalogue: one file per feature, and what all share. */
import account from "./account.json";
import app from "./app.json";
import common from "./common.json";
import compare from "./compare.json";
import data from "./data.json";
import dates from "./dates.json";
import edit from "./edit.json";
import errors from "./errors.json";
import generate from "./generate.json";
import importing from "./import.json";
import institution from "./institution.json";
import jobs from "./jobs.json";
import login from "./login.json";
import myWeek from "./my-week.json";
import overview from "./overview.json";
import plan from "./plan.json";
import platform from "./platform.json";
import reasons from "./reasons.json";
import review from "./review.json";
import shell from "./shell.json";
import spreadsheet from "./spreadsheet.json";
import things from "./things.json";
import timetable from "./timetable.json";
import week from "./week.json";

const messages = {
  account,
  app,
  common,
  compare,
  data,
  dates,
  edit,
  errors,
  generate,
  import: importing,
  institution,
  jobs,
  login,
  myWeek,
  overview,
  plan,
  platform,
  reasons,
  review,
  shell,
  spreadsheet,
  things,
  timetable,
  week,
};

export default messages;

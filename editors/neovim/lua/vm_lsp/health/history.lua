--- Health of the history: whether the server can read it, and what it opens in.

local client = require("vm_lsp.client")

local M = {}

local health = vim.health

local PATIENCE_MS = 5000

---@return table? page, vm_lsp.Failure? failure
local function newest()
  local page, failure
  client.request(0, "vm.history.list", { limit = 1 }, function(answer)
    page = answer
  end, function(refusal)
    failure = refusal
  end)
  vim.wait(PATIENCE_MS, function()
    return page ~= nil or failure ~= nil
  end, 10)
  return page, failure
end

local function check_readable()
  if not client.any(0) then
    return health.info("No server runs that could read it. Open a JavaScript file and look again.")
  end
  local page, failure = newest()
  if page then
    local run = page.items[1]
    local last = run and "its newest run is of " .. require("vm_lsp.history.look").clock(run.queuedAt) or "it is empty"
    health.ok("The history can be read; " .. last)
  elseif failure then
    health.error(failure.message, "`vm-lsp doctor` tells what is wrong with the database.")
  else
    health.error("The server did not answer within 5 s", "`:VmStop` what runs, or look into `:LspLog`.")
  end
end

local function check_picker()
  local picker, missing = require("vm_lsp.history").picker()
  if missing then
    health.warn(("`picker` is %q, which is not installed"):format(missing), 'Install it, or take `picker = "auto"`.')
  end
  health.ok(("`:VmHistory` opens in %s"):format(picker == "select" and "`vim.ui.select`" or picker))
end

function M.check()
  health.start("History")
  check_readable()
  check_picker()
end

return M
